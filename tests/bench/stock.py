"""The peer: Scrapy's own CrawlSpider with its own LinkExtractor, storing nothing."""

from __future__ import annotations

import sys
from collections import Counter
from urllib.parse import urlsplit

from scrapy.crawler import CrawlerProcess
from scrapy.http import Response
from scrapy.linkextractors import LinkExtractor
from scrapy.spiders import CrawlSpider, Rule

SEEN: Counter[str] = Counter()


class Stock(CrawlSpider):
    name = "stock"
    rules = (Rule(LinkExtractor(), callback="parse_item", follow=True),)

    def parse_item(self, response: Response) -> None:
        SEEN["pages"] += 1


if __name__ == "__main__":
    url = sys.argv[1]
    Stock.start_urls = [url]
    Stock.allowed_domains = [str(urlsplit(url).hostname)]
    process = CrawlerProcess(
        {
            "LOG_LEVEL": "CRITICAL",  # documentation links to ports where nobody answers
            "CONCURRENT_REQUESTS": 16,
            "CONCURRENT_REQUESTS_PER_DOMAIN": 16,
            "ROBOTSTXT_OBEY": True,
        }
    )
    process.crawl(Stock)
    process.start()
    print(SEEN["pages"] + 1)
