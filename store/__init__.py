"""What stands between the stages: snapshots, evidence, registers, judgements and findings."""
