"""Scrapy's settings for every crawl of Gongkai; what depends on config.toml is set by the spider.

Redirects, retries, robots.txt, duplicates and the rate are Gongkai's own (``crawler.feeder``):
each of them has to end as a stored capture, and the queue has to survive kill -9. The pieces
of Scrapy that would do the same out of sight are therefore off.
"""

from __future__ import annotations

BOT_NAME = "gongkai"
SPIDER_MODULES = ["crawler.spider"]
NEWSPIDER_MODULE = "crawler"

# Plain asyncio with the aiohttp handler: a tenth faster than the reactor, and several crawls
# can run in one process, one after the other.
TWISTED_REACTOR_ENABLED = False
DOWNLOAD_HANDLERS = {
    "http": "crawler.handler.PortalDownloadHandler",
    "https": "crawler.handler.PortalDownloadHandler",
    "data": None,
    "file": None,
    "ftp": None,
    "s3": None,
}

ROBOTSTXT_OBEY = False  # obeyed in crawler.feeder, where a refusal becomes a capture
REDIRECT_ENABLED = False
METAREFRESH_ENABLED = False
RETRY_ENABLED = False
COOKIES_ENABLED = False
REFERER_ENABLED = False
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
HTTPERROR_ALLOW_ALL = True
CONCURRENT_ITEMS = 1  # nothing is yielded; Scrapy starts this many tasks for every response
DUPEFILTER_CLASS = "scrapy.dupefilters.BaseDupeFilter"
DOWNLOAD_DELAY = 0
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_VERIFY_CERTIFICATES = False  # a bad certificate is measured, the page is still read
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
    "Accept-Language": "zh-CN,zh;q=0.9",
}
DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
    "scrapy.downloadermiddlewares.httpproxy.HttpProxyMiddleware": None,
    "scrapy.downloadermiddlewares.stats.DownloaderStats": None,
}
SPIDER_MIDDLEWARES = {
    "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None,
    "scrapy.spidermiddlewares.depth.DepthMiddleware": None,
    "scrapy.spidermiddlewares.metacopy.MetaCopyDetectionMiddleware": None,
}
EXTENSIONS = {
    "scrapy.extensions.logstats.LogStats": None,
    "scrapy.extensions.memusage.MemoryUsage": None,
}
STATS_CLASS = "scrapy.statscollectors.DummyStatsCollector"  # what was done is in the store
LOG_LEVEL = "WARNING"
STATS_DUMP = False
