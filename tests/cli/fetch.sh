#!/bin/sh
# wbcc run URL: what arrives whole runs; what does not is an error and never runs.
. "${0%/*}/lib.sh"
command -v clang > /dev/null || skip "no clang: apt-get install clang"
command -v python3 > /dev/null || skip "the test's web server needs python3: apt-get install python3"
module tool.wasm <<- 'END'
	int main(int argc, char **argv) { return argc; }
END
cat > server.py <<- 'END'
	import http.server, sys
	module = open("tool.wasm", "rb").read()
	class Handler(http.server.BaseHTTPRequestHandler):
	    def do_GET(self):
	        if self.path.startswith("/moved"):
	            self.send_response(302)
	            self.send_header("Location", "/tool.wasm")
	            self.end_headers()
	        elif self.path.startswith("/file"):
	            self.send_response(302)
	            self.send_header("Location", "file:///etc/passwd")
	            self.end_headers()
	        elif self.path.startswith(("/tool.wasm", "/cut")):
	            self.send_response(200)
	            self.send_header("Content-Length", str(len(module)))
	            self.end_headers()
	            self.wfile.write(module if self.path[1] == "t" else module[:len(module) // 2])
	        else:
	            self.send_error(404)
	    def log_message(self, *args):
	        pass
	server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
	print(server.server_port, flush=True)
	server.serve_forever()
END
python3 server.py > port &
server=$!
cleanup() { kill $server 2> /dev/null; }
i=0
while [ ! -s port ] && [ $i -lt 100 ]; do sleep 0.1; i=$((i + 1)); done
url=http://127.0.0.1:$(cat port)

unset http_proxy https_proxy all_proxy
expect 3 "$WBCC" run "$url/tool.wasm?version=1" a b
expect 1 "$WBCC" run "$url/moved.wasm"
expect 1 "$WBCC" run "$url/none.wasm"
errors 1
says "^$url/none\.wasm: error: cannot fetch: .*404"
expect 1 "$WBCC" run "$url/cut.wasm"
errors 1
says "^$url/cut\.wasm: error: cannot fetch: "
expect 1 "$WBCC" run "$url/file"
says 'error: cannot fetch: .*[Pp]rotocol'
expect 1 "$WBCC" run http://127.0.0.1:1/tool.wasm
says 'error: cannot fetch: '
passed
