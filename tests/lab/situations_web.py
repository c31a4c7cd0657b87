"""The table, second part: how the web server behaves over IPv6, with IPv4 as its control."""

from __future__ import annotations

from store.vocabulary import Outcome
from tests.lab.faults import (
    cut_short,
    diverted,
    dropped,
    half_open,
    hole,
    losing,
    prohibited,
    refused,
    slowed,
    unreachable,
)
from tests.lab.model import Said, Situation, Web, Zone, asks, fails, idle, passes, unseen
from tests.lab.web import ONCE

#: What cannot be reached is accused of that alone.
_GONE = {
    "same-content": idle(), "inner-links": idle(), "same-inner-content": idle(), "latency": idle(),
    "success-rate": asks("成功率 0.0%"),
}  # fmt: skip
#: Inner pages are not compared and times not taken where one side does not answer.
_NO_COMPARISON = {"same-inner-content": unseen(), "latency": unseen()}
#: The home page came over HTTP this night (else nothing is judged), and nothing answers at 443.
_NO_HTTPS = idle("没有开放 HTTPS")
#: What fails over IPv4 as well is no fault of IPv6.
_DOWN = {
    "reachable": unseen("都未能正常打开"), "same-content": unseen(), "inner-links": unseen(),
    "same-inner-content": unseen(), "latency": unseen(), "success-rate": unseen("同时经 IPv4 也打不开"),
    "visits.home-opens": fails("打不开 140 次"), "links.outbound-alive": unseen(),
}  # fmt: skip
_DEAD = {"web_reach": "bad", "web_ipv46": "untested"}
_ANY_PORT = (
    "for them an address is reached when one of its ports is open, and a lacking port spoils "
    "web_ipv46; for us every port that is open over IPv4 has to be"
)
_ONLY_CONNECT = "they only connect; we ask for the home page"
_NO_CERTIFICATES = "they do not look at certificates in this test"
_SLOW = "limit_rate 1600;"


def _unreachable(*words: str) -> dict[str, Said]:
    return {"reachable": fails(*words), **_GONE}


PORTS = (
    Situation("v4-listener", "nginx listens on IPv4 only", _unreachable("TCP 连接被拒绝"), _DEAD, web=Web(v6=())),
    Situation("v6-refused", "a firewall resets connections over IPv6", _unreachable("TCP 连接被拒绝"), _DEAD,
              faults=(refused("{v6}"),)),
    Situation("v6-silent", "a firewall drops IPv6", _unreachable("TCP 超时"), _DEAD, faults=(dropped("{v6}"),)),
    Situation("v6-no-route", "a router has no route to the IPv6 address", _unreachable("TCP 网络不可达"), _DEAD,
              faults=(unreachable("{v6}"),)),
    Situation("v6-prohibited", "a firewall says that IPv6 is forbidden",
              {"reachable": unseen("本机不允许连接"), "same-content": unseen(), "inner-links": unseen(), "success-rate": unseen(),
               **_NO_COMPARISON}, _DEAD,
              "our own firewall says the same in the same words", faults=(prohibited("{v6}"),)),
    Situation("v6-no-443", "port 443 is closed over IPv6", {"reachable": fails("]:443 TCP 连接被拒绝")},
              {"web_ipv46": "bad"}, _ANY_PORT, web=Web(v6=(80,))),
    Situation("v6-no-80", "port 80 is closed over IPv6", _unreachable("]:80 TCP 连接被拒绝"),
              {"web_ipv46": "bad"}, _ANY_PORT, web=Web(v6=(443,))),
    Situation("second-address-dead", "the second of two IPv6 addresses does not answer",
              {"reachable": fails("::81]:80 TCP 超时"), "latency": Said(Outcome.PASS, lucky=Outcome.NOT_APPLICABLE)},
              {"web_reach": "bad"}, "",
              Zone(aaaa=("{v6}", "{v6b}")), faults=(dropped("{v6b}"),)),
    Situation("http-only", "the portal has no HTTPS at all", {"reachable": passes("]:80 HTTP 200"), "security.certificate-valid": _NO_HTTPS},
              web=Web(v4=(80,), v6=(80,))),
    Situation("https-only", "the portal has no HTTP at all", {"reachable": passes("]:443 HTTP 200")},
              web=Web(v4=(443,), v6=(443,)), home="https://{host}/"),
    Situation("more-over-v6", "port 443 is open over IPv6 only", {"security.certificate-valid": _NO_HTTPS}, web=Web(v4=(80,))),
    Situation("v4-dead", "IPv4 does not answer", {"security.certificate-valid": _NO_HTTPS, "same-content": unseen("经 IPv4 未能打开"), **_NO_COMPARISON, "visits.home-opens": fails("超时 140 次")},
              {"web_ipv46": "bad"}, "there is nothing to compare with; they call that different",
              faults=(dropped("{v4}"),)),
    Situation("both-dead", "neither protocol answers",
              {**_DOWN, "security.certificate-valid": _NO_HTTPS},
              _DEAD, "a portal that is down over both has no fault of IPv6",
              faults=(dropped("{v4}"), dropped("{v6}"))),
)  # fmt: skip

LINES = (
    Situation("half-open-80", "port 80 connects over IPv6 and is never answered",
              {"reachable": fails("]:80 HTTP 超时"), **_GONE}, {"web_ipv46": "bad"}, _ONLY_CONNECT,
              faults=(half_open("{v6}", 80),)),
    Situation("half-open-443", "port 443 connects over IPv6 and is never answered",
              {"reachable": fails("]:443 HTTP 超时")}, {}, _ONLY_CONNECT + "; they compare over HTTP first",
              faults=(half_open("{v6}", 443),)),
    Situation("mtu-hole", "large packets vanish over IPv6 and no ICMP says so",
              {"reachable": fails("HTTP 超时"), **_GONE}, {"web_ipv46": "bad"}, _ONLY_CONNECT, faults=(hole("{v6}"),)),
    Situation("lossy", "every fourth IPv6 packet is lost", faults=(losing("{v6}", 4),)),
    Situation("slow-line", "the line carries 128 kbit/s over IPv6", faults=(slowed("{v6}", "128kbit"),)),
    Situation("slower-line", "the line carries 30 kbit/s over IPv6", {"latency": asks("明显较慢")},
              faults=(slowed("{v6}", "30kbit"),)),
    Situation("cut-short", "the connection is reset in the middle of the page over IPv6",
              {"security.certificate-valid": _NO_HTTPS, "reachable": fails("HTTP 响应内容损坏"), **_GONE}, {"web_ipv46": "bad"}, _ONLY_CONNECT,
              web=Web(v4=(80,), v6=(80,), page="large"), faults=(cut_short("{v6}", 80, 9000),)),
    Situation("slow-body", "the page drips over IPv6", {"reachable": fails("HTTP 超时"), **_GONE},
              {"web_ipv46": "good"}, _ONLY_CONNECT + " and wait for each byte, not for the page",
              web=Web(answer_v6=_SLOW)),
    Situation("slow-body-both", "the page drips over both protocols",
              {**_DOWN, "security.certificate-valid": _NO_HTTPS}, {},
              "they wait for each byte, not for the page; what fails over both is no fault of IPv6",
              web=Web(v4=(80,), v6=(80,), answer=_SLOW)),
)  # fmt: skip

ANSWERS = (
    Situation("v6-404", "every page is missing over IPv6", _unreachable("HTTP 404"),
              {"web_ipv46": "notice"}, _ONLY_CONNECT, web=Web(answer_v6="return 404;")),
    Situation("v6-500", "the server fails over IPv6", _unreachable("HTTP 500"), {"web_ipv46": "notice"},
              _ONLY_CONNECT, web=Web(answer_v6="return 500;")),
    Situation("v6-503", "the server is overloaded over IPv6",
              {"reachable": unseen("HTTP 503"), "same-content": unseen(), "inner-links": asks(), **_NO_COMPARISON, "success-rate": asks()},
              {"web_ipv46": "notice"}, "503 may be meant for a crawler alone", web=Web(answer_v6="return 503;")),
    Situation("once-503", "the server fails once over IPv6, then works", {"success-rate": passes("打不开 1 次")},
              faults=(diverted("{v6}", 80, ONCE, 4),)),
    Situation("once-503-over-v4", "the server fails once over IPv4, then works",
              {"visits.home-opens": passes("打不开 1 次", "0.7%")}, faults=(diverted("{v4}", 80, ONCE, 1),)),
    Situation("both-500", "the server fails over both protocols",
              _DOWN, {},
              "a portal that is down over both has no fault of IPv6", web=Web(answer="return 500;")),
    Situation("challenge", "a protection page answers over IPv6", {"same-content": unseen("防护页面"), "same-inner-content": unseen(), "success-rate": unseen("防护系统")},
              {"web_ipv46": "notice"}, "a protection page is not the portal's content", web=Web(page_v6="challenge")),
    Situation("v6-expired", "the certificate over IPv6 has expired", {"reachable": fails("证书校验失败", "expired")},
              {}, _NO_CERTIFICATES, web=Web(certificate_v6="expired")),
    Situation("v6-wrong-name", "the certificate over IPv6 is for another name",
              {"reachable": fails("证书校验失败", "Hostname mismatch")}, {}, _NO_CERTIFICATES,
              web=Web(certificate_v6="wrong-name")),
    Situation("v6-self-signed", "the certificate over IPv6 is signed by itself",
              {"reachable": fails("证书校验失败", "self-signed")}, {}, _NO_CERTIFICATES,
              web=Web(certificate_v6="self-signed")),
    Situation("both-expired", "the certificate has expired over both protocols", {"security.certificate-valid": asks("certificate has expired")}, web=Web(certificate="expired")),
)  # fmt: skip

#: Whether a link works whose certificate we do not trust, is left open.
_DISTRUST = {"links.outbound-alive": unseen("证书核验异常")}

BOTH = (
    Situation("https-expired", "the HTTPS portal's certificate has expired", {**_DISTRUST, "security.certificate-valid": asks("certificate has expired")}, home="https://{host}/",
              web=Web(certificate="expired")),
    Situation("https-wrong-name", "the HTTPS portal's certificate is for another name", {**_DISTRUST, "security.certificate-valid": asks("Hostname mismatch")}, home="https://{host}/",
              web=Web(certificate="wrong-name")),
    Situation("https-self-signed", "the HTTPS portal's certificate is signed by itself", {**_DISTRUST, "security.certificate-valid": asks("self-signed certificate")}, home="https://{host}/",
              web=Web(certificate="self-signed")),
    Situation("https-expiring", "the HTTPS portal's certificate expires in a few days", {"security.certificate-valid": asks("还有 4 天", "不足 14 天")}, home="https://{host}/",
              web=Web(certificate="expiring")),
    Situation("both-refused", "nothing listens", {**_DOWN, "security.certificate-valid": _NO_HTTPS, "visits.home-opens": fails("连接被拒绝 140 次"), "links.outbound-alive": asks("连接被拒绝")},
              _DEAD, "a portal that is down over both has no fault of IPv6", web=Web(v4=(), v6=())),
    Situation("both-cut-short", "the page breaks off over both protocols",
              {**_DOWN, "security.certificate-valid": _NO_HTTPS, "visits.home-opens": fails("内容传输中断 140 次")}, {"web_ipv46": "bad"},
              "a portal that is down over both has no fault of IPv6; " + _ONLY_CONNECT,
              web=Web(v4=(80,), v6=(80,), page="large"), faults=(cut_short("{v4}", 80, 9000), cut_short("{v6}", 80, 9000))),
    Situation("both-half-open", "the ports connect and are never answered over both protocols",
              {**_DOWN, "security.certificate-valid": _NO_HTTPS, "visits.home-opens": fails("超时 140 次")}, {"web_ipv46": "bad"},
              "a portal that is down over both has no fault of IPv6; " + _ONLY_CONNECT, web=Web(v4=(80,), v6=(80,)),
              faults=(half_open("{v4}", 80), half_open("{v6}", 80))),
    Situation("maintenance", "503 over both protocols", {**_DOWN, "visits.home-opens": fails("返回错误状态 140 次")},
              {}, "a portal that is down over both has no fault of IPv6", web=Web(answer="return 503;")),
    Situation("turned-away", "the server turns a program away over both protocols",
              {**_DOWN, "visits.home-opens": unseen("被防护系统拒绝"), "success-rate": unseen("被防护系统拒绝")}, {},
              "they do not look at the status", web=Web(answer="return 412;")),
)  # fmt: skip

CONTENT = (
    Situation("other-site", "another site answers over IPv6", {"same-content": fails("文字差异"), "same-inner-content": fails("1.html"), "inner-links": passes()},
              {"web_ipv46": "notice"}, "they only remark on it; the norm asks for the same content",
              web=Web(page_v6="other")),
    Situation("nonces", "each answer has its own nonce, counter and date",
              web=Web(answer="location = / { return 200 '<html><head><title>省文化厅</title><script nonce=\"$request_id\">"
                      "</script></head><body>2018年12月20日 今日访问:$msec 次 " + "公共文化服务" * 60 + "</body></html>'; }")),
    Situation("unstable", "each answer differs from the one before",
              {"same-content": asks("两次经 IPv4 打开也相差")}, {"web_ipv46": "notice"},
              "the page differs from itself over IPv4 alone; a person has to look",
              web=Web(answer="location = / { return 200 '<html><body>" + "$request_id " * 40 + "</body></html>'; }")),
    Situation("to-https", "HTTP redirects to HTTPS over both protocols",
              web=Web(answer="if ($scheme = http) { return 301 https://$host$request_uri; }")),
    Situation("loop-over-v6", "HTTP and HTTPS redirect to each other over IPv6",
              {"same-content": fails("连续跳转过多"), "same-inner-content": unseen(), "success-rate": asks()}, {"web_ipv46": "bad"}, "",
              web=Web(answer_v6="if ($scheme = http) { return 301 https://$host$request_uri; } "
                      "return 301 http://$host$request_uri;")),
    Situation("loop-over-both", "HTTP and HTTPS redirect to each other over both protocols",
              {"same-content": unseen("连续跳转过多"), "same-inner-content": unseen(),
               "success-rate": unseen(), "visits.home-opens": fails("连续跳转过多 140 次"), "links.outbound-alive": asks("连续跳转过多")}, {"web_ipv46": "bad"},
              "a loop over both is no fault of IPv6",
              web=Web(answer="if ($scheme = http) { return 301 https://$host$request_uri; } "
                      "return 301 http://$host$request_uri;")),
    Situation("away-from-v6", "the home page redirects to a host without AAAA",
              {"same-content": fails("没有可用的地址记录"), "success-rate": asks()}, {}, "their client follows the redirect over IPv4",
              web=Web(answer="location = / { return 302 http://www.no-aaaa.gov.cn/; }")),
    Situation("inner-missing", "inner pages are missing over IPv6", {"inner-links": asks("成功率 0.0%"), "same-inner-content": unseen()}, web=Web(page_v6="home-only")),
)  # fmt: skip

SITUATIONS = (*PORTS, *LINES, *ANSWERS, *BOTH, *CONTENT)
