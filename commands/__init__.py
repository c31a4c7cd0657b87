"""The commands of ``gongkai``, one file a subject; each joins the stages in a few lines."""
