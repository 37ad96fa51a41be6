package io.logstack.conformance.homelab.gateway;

import io.logstack.conformance.homelab.http.Reply;

/** The pages that NGINX makes itself. */
final class NginxPage {
    static final String VERSION = "nginx/1.27.5";

    private NginxPage() {}

    static Reply of(int status, String reason) {
        return Reply.of(
                status, "text/html", """
                <html>
                <head><title>%1$d %2$s</title></head>
                <body>
                <center><h1>%1$d %2$s</h1></center>
                <hr><center>%3$s</center>
                </body>
                </html>
                """.formatted(status, reason, VERSION).replace("\n", "\r\n"));
    }
}
