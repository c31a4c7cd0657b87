"""The portal's style sheet, script, pictures and robots.txt."""

from __future__ import annotations

import base64

STYLE = """body{margin:0;font:16px/1.8 "Microsoft YaHei",SimSun,sans-serif;color:#333;background:#fff}
.wrap{width:1100px;margin:0 auto}.top{background:#b40000;color:#fff;padding:18px 0}
.top h1{display:inline-block;margin:0 18px;font-size:36px}.top p{margin:0;font-size:12px}
.nav{background:#8f0000}.nav ul{list-style:none;margin:0 auto;padding:0}.nav>ul>li{display:inline-block;
position:relative}.nav a{color:#fff;padding:10px 22px;display:block;text-decoration:none}
.nav li ul{display:none;position:absolute;background:#8f0000;z-index:9}.nav li:hover ul{display:block}
.main{min-height:500px;padding:12px 0;overflow:hidden}.today{color:#777;font-size:13px}
.grid{display:flex;flex-wrap:wrap}.box{width:48%;margin:6px 1%;border-top:2px solid #b40000}
.box ul,.list ul{list-style:none;padding:0}.box span,.list span{float:right;color:#999;font-size:13px}
.box a,.list a{color:#333;text-decoration:none}.more{float:right;font-size:12px;color:#b40000}
.side{float:left;width:200px;border:1px solid #eee}.list{margin-left:220px}.crumb{color:#777;font-size:13px}
.article h1{text-align:center;font-size:26px;color:#b40000}.info{text-align:center;color:#888;font-size:13px;
border-bottom:1px solid #ddd}.content p{margin:10px 0}table.data{width:100%;border-collapse:collapse;
font-size:14px}.unit{text-align:right}.footer{border-top:4px solid #b40000;background:#f6f6f6;
text-align:center;font-size:13px;padding:14px}
"""
SCRIPT = """function createPageHTML(count, current, name, ext) {
  var out = [];
  for (var i = 0; i < count; i++) {
    var file = i == 0 ? name + "." + ext : name + "_" + i + "." + ext;
    out.push(i == current ? "<b>" + (i + 1) + "</b>" : "<a href='" + file + "'>" + (i + 1) + "</a>");
  }
  document.write(out.join(" "));
}
function doZoom(size) { document.getElementById("zoom").style.fontSize = size + "px"; }
"""
EMBLEM = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="60"><circle cx="30" cy="30" r="28" '
    'fill="#e60012" stroke="#ffd700" stroke-width="4"/></svg>'
)
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
ROBOTS = "User-agent: *\nDisallow: /admin/\nDisallow: /search.jsp\n"
NOT_FOUND = (
    "<html><head><title>404</title></head><body><h1>404</h1><p>您访问的页面不存在</p></body></html>"
)
#: What application firewalls answer, with status 200, to a client they do not like.
PROTECTION = (
    "<!DOCTYPE html><html><head><meta charset='utf-8'><title>安全验证</title></head><body>"
    "<h2>您的访问存在风险，已被网站防火墙拦截</h2><p>事件ID：2f81-77ab-0c31　如有疑问，请联系网站管理员。</p>"
    "<script>var s='';for(var i=0;i<64;i++){s+=String.fromCharCode(97+i%26);}"
    "document.cookie='__jsl_clearance='+s;</script></body></html>"
)
