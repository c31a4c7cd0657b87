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

CONCURRENT_ITEMS = 1  # nothing is yielded; Scrapy starts this many tasks for every response
DUPEFILTER_CLASS = "scrapy.dupefilters.BaseDupeFilter"
DOWNLOAD_DELAY = 0
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_VERIFY_CERTIFICATES = False  # a bad certificate is measured, the page is still read
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
    "Accept-Language": "zh-CN,zh;q=0.9",
}
#: None: not even loaded, which takes time, and some would be called for each response.
DOWNLOADER_MIDDLEWARES = {
    f"scrapy.downloadermiddlewares.{name}": None
    for name in (
        "offsite.OffsiteMiddleware",
        "robotstxt.RobotsTxtMiddleware",  # obeyed in crawler.feeder, as a refusal is a capture
        "httpauth.HttpAuthMiddleware",
        "retry.RetryMiddleware",
        "redirect.MetaRefreshMiddleware",
        "redirect.RedirectMiddleware",
        "cookies.CookiesMiddleware",
        "httpproxy.HttpProxyMiddleware",
        "stats.DownloaderStats",
        "httpcache.HttpCacheMiddleware",
    )
}
SPIDER_MIDDLEWARES = {
    f"scrapy.spidermiddlewares.{name}": None
    for name in (
        "httperror.HttpErrorMiddleware",  # without it, every status is the spider's
        "referer.RefererMiddleware",
        "urllength.UrlLengthMiddleware",
        "depth.DepthMiddleware",
        "metacopy.MetaCopyDetectionMiddleware",
    )
}
EXTENSIONS = {
    f"scrapy.extensions.{name}": None
    for name in (
        "corestats.CoreStats",
        "logcount.LogCount",
        "telnet.TelnetConsole",
        "memusage.MemoryUsage",
        "memdebug.MemoryDebugger",
        "closespider.CloseSpider",
        "feedexport.FeedExporter",
        "logstats.LogStats",
        "spiderstate.SpiderState",
        "throttle.AutoThrottle",
        "remote_control.RemoteControl",
    )
}
STATS_CLASS = "scrapy.statscollectors.DummyStatsCollector"  # what was done is in the store
LOG_LEVEL = "WARNING"
STATS_DUMP = False
