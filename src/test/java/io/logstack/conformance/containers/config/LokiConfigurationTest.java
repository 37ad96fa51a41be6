package io.logstack.conformance.containers.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class LokiConfigurationTest {
    private static final StoreEndpoint STORE =
            new StoreEndpoint("rook-ceph-rgw-storage.storage.svc.cluster.local", 80, "us-east-1", "loki-chunks");

    private static final String SCHEMA = """
            schema_config:
              configs:
              - {from: "2024-04-01", store: tsdb, object_store: s3, schema: v13, index: {prefix: index_, period: 24h}}
            """;

    @Test
    void theFixturesKeepAllButTheWordsOnTheStore() {
        String given = FixtureConfigurations.loki();
        LokiConfiguration.Rendered rendered = render(given);

        // It names the very store that the tier starts, so that nothing of it changes.
        assertThat(tree(rendered.text())).isEqualTo(tree(given));
        assertThat(rendered.buckets()).containsExactly("loki-chunks");
        assertThat(rendered.port()).isEqualTo(3100);
        assertThat(rendered.replicas()).isEqualTo(1);
        assertThat(rendered.tenants()).isFalse();
        assertThat(rendered.directories()).containsExactly("/rules");
        assertThat(rendered.variables()).isEmpty();
    }

    @Test
    void anOldConfigurationWithAUrlForTheStoreIsUnderstood() {
        LokiConfiguration.Rendered rendered = render("""
                auth_enabled: false   # a comment
                server: {http_listen_port: 8100}
                storage_config:
                  aws:
                    s3: s3://AKIA123:very%2Fsecret@eu-west-1.example.com/company-logs
                    session_token: tok
                    sse: {type: SSE-KMS, kms_key_id: abc}
                    backoff_config: {max_retries: 3}
                  tsdb_shipper: {active_index_directory: /loki/index}
                schema_config:
                  configs:
                  - {from: 2020-10-24, store: boltdb-shipper, object_store: aws, schema: v11}
                """);
        Map<?, ?> aws = at(rendered.text(), "storage_config", "aws");

        assertThat(rendered.text())
                .doesNotContain("very")
                .doesNotContain("AKIA123")
                .doesNotContain("eu-west-1");
        assertThat(aws.get("endpoint")).isEqualTo("http://rook-ceph-rgw-storage.storage.svc.cluster.local:80");
        assertThat(aws.get("bucketnames")).isEqualTo("company-logs");
        assertThat(aws.get("access_key_id")).isEqualTo("value-of-AWS_ACCESS_KEY_ID");
        assertThat(aws.get("s3forcepathstyle")).isEqualTo(true);
        assertThat(aws.get("insecure")).isEqualTo(true);
        assertThat(aws.keySet().stream().map(String::valueOf)).doesNotContain("s3", "session_token", "sse");
        assertThat(aws.get("backoff_config")).isEqualTo(Map.of("max_retries", 3));
        assertThat((Object) at(rendered.text(), "storage_config", "tsdb_shipper"))
                .isEqualTo(Map.of("active_index_directory", "/loki/index"));
        assertThat(rendered.buckets()).containsExactly("company-logs");
        assertThat(rendered.port()).isEqualTo(8100);
    }

    @Test
    void theRulersOwnStoreIsReplacedToo() {
        LokiConfiguration.Rendered rendered = render(SCHEMA + """
                        common: {storage: {s3: {bucketnames: "chunks-a, chunks-b", endpoint: s3.example.com, access_key_id: x}}}
                        ruler:
                          storage: {type: s3, s3: {bucketnames: rules, endpoint: s3.example.com, secret_access_key: y}}
                          alertmanager_url: http://alertmanager:9093
                        """);

        assertThat(rendered.buckets()).containsExactlyInAnyOrder("chunks-a", "chunks-b", "rules");
        assertThat(rendered.text()).doesNotContain("s3.example.com").contains("http://alertmanager:9093");
        assertThat(at(rendered.text(), "ruler", "storage", "s3").get("secret_access_key"))
                .isEqualTo("value-of-AWS_SECRET_ACCESS_KEY");
    }

    @Test
    void theNewerSectionsAreWrittenAsTheyWantIt() {
        LokiConfiguration.Rendered rendered = render(SCHEMA + """
                        storage_config:
                          use_thanos_objstore: true
                          object_store: {s3: {bucket_name: chunks, endpoint: s3.eu-central-1.amazonaws.com, region: eu-central-1}}
                        ruler_storage: {backend: s3, s3: {bucket_name: ruler}}
                        """);
        Map<?, ?> s3 = at(rendered.text(), "storage_config", "object_store", "s3");

        assertThat(s3.get("endpoint")).isEqualTo("rook-ceph-rgw-storage.storage.svc.cluster.local:80");
        assertThat(s3.get("bucket_lookup_type")).isEqualTo("path");
        assertThat(s3.get("insecure")).isEqualTo(true);
        assertThat(s3.get("region")).isEqualTo("us-east-1");
        assertThat(rendered.buckets()).containsExactlyInAnyOrder("chunks", "ruler");
    }

    @Test
    void namedStoresAreReplacedEach() {
        LokiConfiguration.Rendered rendered = render("""
                storage_config:
                  named_stores: {aws: {hot: {bucketnames: hot}, cold: {bucketnames: cold, endpoint: https://glacier}}}
                schema_config: {configs: [{from: 2024-04-01, object_store: hot}, {from: 2025-04-01, object_store: cold}]}
                """);

        assertThat(rendered.buckets()).containsExactlyInAnyOrder("hot", "cold");
        assertThat(rendered.text()).doesNotContain("glacier");
    }

    @Test
    void variablesStayWhatTheyAreAndThoseOfTheStoreNeedNoValue() {
        LokiConfiguration.Rendered rendered = render("""
                auth_enabled: false
                common:
                  storage:
                    s3:
                      bucketnames: ${BUCKET}
                      endpoint: ${ENDPOINT:https://s3.example.com}
                      access_key_id: ${KEY}
                limits_config:
                  retention_period: ${RETENTION}
                  ingestion_rate_mb: ${RATE:8}
                  query_timeout: '5m'
                  some_list: [${A:x}, "${B:y}"]
                """ + SCHEMA);

        // Quotes would make the number that comes of it a text, which Loki refuses.
        assertThat(rendered.text())
                .contains("retention_period: ${RETENTION}\n")
                .contains("ingestion_rate_mb: ${RATE:8}\n")
                .contains("query_timeout: '5m'\n")
                .contains("some_list: [${A:x}, \"${B:y}\"]\n");
        assertThat(rendered.variables()).containsExactly("RETENTION");
        assertThat(rendered.buckets()).containsExactly("loki-chunks");
    }

    @Test
    void whatOneLokiCannotBeIsTold() {
        LokiConfiguration.Rendered rendered = render(
                "common: {replication_factor: 3, storage: {s3: {bucketnames: a}}}\nruler: {storage: {type: local, local:"
                        + " {directory: /etc/rules}}}\n" + SCHEMA);

        assertThat(rendered.replicas()).isEqualTo(3);
        assertThat(rendered.tenants()).isTrue();
        assertThat(rendered.directories()).containsExactly("/etc/rules");
    }

    @Test
    void aStoreOnDiskIsLeftToTheExpectations() {
        LokiConfiguration.Rendered rendered = render(
                "auth_enabled: false\nschema_config: {configs: [{from: 2024-04-01, object_store: filesystem}]}\n");

        assertThat(rendered.buckets()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0000',
            value = {
                "a: [1 | mine.yaml is not readable as YAML:",
                "just text | mine.yaml holds no keys; accepted: a YAML mapping",
                "auth_enabled: false | mine.yaml has no schema_config.configs, without which Loki does not start",
                "schema_config: {configs: [{from: 2024-04-01, object_store: gcs}]} | mine.yaml keeps chunks in 'gcs' from"
                        + " 2024-04-01 on, for which MinIO cannot stand in; accepted: object_store s3, aws or filesystem",
                "schema_config: {configs: [{from: 2024-04-01, object_store: s3}]} | mine.yaml keeps chunks in S3 by its"
                        + " schema_config, but has no section that says where; accepted: common.storage.s3,"
                        + " storage_config.aws or storage_config.object_store.s3",
                "{server: {http_listen_port: \"${PORT}\"}, schema_config: {configs: [{object_store: filesystem}]}} | mine.yaml"
                        + " has '${PORT}' for server.http_listen_port; accepted: a number, since the stack has to reach it"
                        + " there",
                "{storage_config: {aws: {s3: \"s3://k:very secret@host/b\"}}, schema_config: {configs: [{object_store: s3}]}}"
                        + " | mine.yaml has an S3 URL that is none; accepted: s3://key:secret@host/bucket"
            })
    void badOnesGetOneMessage(String text, String message) {
        assertThatThrownBy(() -> LokiConfiguration.render("mine.yaml", text, STORE))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(message)
                .message()
                .doesNotContain("very secret")
                .doesNotContain("\n");
    }

    @Test
    void whatIsRenderedCanBeRenderedAgain() {
        String once = render(FixtureConfigurations.loki()).text();

        assertThat(render(once).text()).isEqualTo(once);
    }

    private static LokiConfiguration.Rendered render(String text) {
        return LokiConfiguration.render("mine.yaml", text, STORE);
    }

    private static Object tree(String yaml) {
        String expanded = yaml.replaceAll("\\$\\{([A-Z_]+)[^}]*}", "value-of-$1");
        return Objects.requireNonNull(
                new Load(LoadSettings.builder().build()).loadFromString(expanded), "an empty document");
    }

    private static Map<?, ?> at(String yaml, String... path) {
        Map<?, ?> found = (Map<?, ?>) tree(yaml);
        for (String key : path) {
            found = (Map<?, ?>) Objects.requireNonNull(found.get(key), key);
        }
        return found;
    }
}
