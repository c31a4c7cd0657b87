"""Goes out and collects. The only package that knows Scrapy, DNS and sockets. Never judges."""
