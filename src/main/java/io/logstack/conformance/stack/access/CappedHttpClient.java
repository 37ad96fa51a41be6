package io.logstack.conformance.stack.access;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/** The SDK's HTTP client, whose answers end with an exception where they are too long, or compressed. */
record CappedHttpClient(SdkHttpClient client, long cap) implements SdkHttpClient {
    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        ExecutableHttpRequest prepared = client.prepareRequest(request);
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                HttpExecuteResponse response = prepared.call();
                EncodedBodyException.refuse(response.httpResponse()
                        .firstMatchingHeader("Content-Encoding")
                        .orElse(""));
                HttpExecuteResponse.Builder capped =
                        HttpExecuteResponse.builder().response(response.httpResponse());
                response.responseBody()
                        .ifPresent(
                                body -> capped.responseBody(AbortableInputStream.create(new Counting(body), prepared)));
                return capped.build();
            }

            @Override
            public void abort() {
                prepared.abort();
            }
        };
    }

    @Override
    public String clientName() {
        return client.clientName();
    }

    @Override
    public void close() {
        client.close();
    }

    private final class Counting extends FilterInputStream {
        private long length;

        Counting(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int c = in.read();
            count(c < 0 ? -1 : 1);
            return c;
        }

        @Override
        public int read(byte[] buffer, int offset, int most) throws IOException {
            int n = in.read(buffer, offset, most);
            count(n);
            return n;
        }

        private void count(int n) throws IOException {
            length += Math.max(n, 0);
            if (length > cap) {
                throw new BodyTooLargeException(cap);
            }
        }
    }
}
