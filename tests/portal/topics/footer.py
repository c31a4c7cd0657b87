"""The foot of the pages: seven marks."""

from __future__ import annotations

import re
from dataclasses import replace

from tests.portal.model import Portal
from tests.portal.mutation import Mutation
from tests.portal.rewriting import rewritten

_POLICE = r'(?:<a href="http://www.beian.gov.cn[^>]*>)?甘公网安备 \d+号(?:</a>)?'


def _home_without_icp(portal: Portal) -> None:
    for path in ("/", "/index.html"):
        body = portal.files[path].body.decode()
        body = re.sub(r'<a href="http://beian.miit.gov.cn/".*?</a>', "", body)
        portal.files[path] = replace(portal.files[path], body=body.encode())


MUTATIONS = (
    Mutation("footer-without-police", "footer.identity-complete", "页脚没有公安备案号",
             served=rewritten("/", _POLICE, "")),
    Mutation("footer-without-error-report", "footer.identity-complete", "页脚没有“我为政府网站找错”",
             served=rewritten("/", r'<a href="http://pucha.kaipuyun.cn.*?</a>', "")),
    Mutation("home-footer-without-icp", "footer.identity-complete", "只有首页没有ICP备案号",
             expected="attest",
             served=_home_without_icp),
    Mutation("error-report-not-linked", "footer.identity-complete", "“找错”图片没有链接",
             expected="attest",
             served=rewritten("/", r'<a href="http://pucha.kaipuyun.cn[^>]*>(<img[^>]*>)</a>', r"\1")),
)  # fmt: skip
TRAPS = (
    Mutation("site-code-labelled-otherwise", "", "页脚写作“政府网站标识码”", "pass",
             served=rewritten("/", r"网站标识码：", "政府网站标识码: ")),
    Mutation("error-report-by-script", "", "“找错”标识由脚本写出", "pass",
             served=rewritten("/", r'<a href="http://pucha.kaipuyun.cn[^>]*><img[^>]*></a>',
                              '<span id="_span_jiucuo"></span><script id="_jiucuo_" '
                              'sitecode="6200000042" src="/images/jiucuo.js"></script>')),
)  # fmt: skip
