package io.logstack.conformance.report.living;

import io.logstack.conformance.catalog.RunListener;
import io.logstack.conformance.catalog.Site;
import io.logstack.conformance.catalog.StackIdentity;
import io.logstack.conformance.catalog.Statement;
import io.logstack.conformance.report.Reports;
import io.logstack.conformance.report.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Writes the living runbook, one page that needs nothing else, whole or not at all. */
public final class LivingRunbook implements RunListener {
    private final Path file;
    private volatile @Nullable Site site;
    private volatile @Nullable String refusal;

    /** For a build: to {@code reports/runbook.html}. */
    public LivingRunbook() {
        this(Reports.fromSystemProperties().runbook());
    }

    public LivingRunbook(Path file) {
        this.file = file;
    }

    @Override
    public void runPrepared(Site site) {
        this.site = site;
    }

    @Override
    public void runRefused(String why) {
        refusal = why;
    }

    /** An earlier run's page must not be taken for this run's, should it not come to its end. */
    @Override
    public void runStarted(String run, StackIdentity stack, int selected) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("the page of an earlier run could not be removed from " + file, e);
        }
    }

    @Override
    public void runFinished(Statement statement) {
        WholeFile.write(file, new Page(statement, site, refusal).html());
    }
}
