package io.logstack.conformance.homelab.s3;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Supplier;

/**
 * What RGW adds to S3: asked for with {@code read-stats=true}, a HEAD of the bucket answers with its own accounting of it, in
 * {@code X-RGW-Object-Count} and {@code X-RGW-Bytes-Used}.
 */
final class StatisticsHeaders implements Filter {
    private final String path;
    private final Supplier<Bucket.Statistics> statistics;

    StatisticsHeaders(String bucket, Supplier<Bucket.Statistics> statistics) {
        this.path = "/" + bucket;
        this.statistics = statistics;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        chain.doFilter(request, response);
        if (request instanceof HttpServletRequest asked
                && response instanceof HttpServletResponse answer
                && asked.getMethod().equals("HEAD")
                && asked.getRequestURI().equals(path)
                && "true".equals(asked.getParameter("read-stats"))
                && answer.getStatus() == 200) {
            Bucket.Statistics counted = statistics.get();
            answer.setHeader("X-RGW-Object-Count", Long.toString(counted.objects()));
            answer.setHeader("X-RGW-Bytes-Used", Long.toString(counted.bytes()));
        }
    }
}
