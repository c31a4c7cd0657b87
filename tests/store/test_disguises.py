from __future__ import annotations

import pytest

from store.disguises import behind_gateway, gateway_of, host_behind, jumps_to


@pytest.mark.parametrize(
    ("host", "true"),
    [
        ("183.134.232.54x5f107a28c18865.ipv6best.cn", "183.134.232.54"),
        ("www.mct.gov.cnx5f107a28c18865.ipv6best.cn", "www.mct.gov.cn"),
        ("pts-linkcld-comx3efb63a802260xx.ipv6best.cn", "pts.linkcld.com"),
        ("WWW.GOV.CNx5F107A28C18865.ipv6best.cn", "www.gov.cn"),
        ("www.ipv6best.cn", ""),  # the gateway's own pages hide nobody
        ("ipv6best.cn", ""),
        ("www.gov.cn", ""),
        ("notipv6best.cn", ""),
    ],
)
def test_the_host_behind_a_gateway(host: str, true: str) -> None:
    assert host_behind(host) == true


def test_an_unreadable_name_of_a_gateway_is_still_one() -> None:
    assert gateway_of("abc.ipv6best.cn") == "ipv6best.cn"
    assert host_behind("abc.ipv6best.cn") == ""


def test_an_address_behind_a_gateway_keeps_its_path() -> None:
    url = "http://www.mct.gov.cnx5f107a28c18865.ipv6best.cn/zwgk/?id=3"
    assert behind_gateway(url) == "http://www.mct.gov.cn/zwgk/?id=3"
    assert behind_gateway("http://www.mct.gov.cn/zwgk/") == ""


def test_a_page_that_jumps_on_names_its_target() -> None:
    assert jumps_to("http://a.gov.cn/jump.jsp?to=http%3A%2F%2Fb.com%2Fx") == "http://b.com/x"
    assert jumps_to("http://a.gov.cn/jump.jsp?to=http://a.gov.cn/x") == ""
    assert jumps_to("http://a.gov.cn/jump.jsp?to=/x&q=http") == ""
