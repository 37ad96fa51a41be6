package io.logstack.conformance.containers.manifests;

import java.beans.IntrospectionException;
import java.beans.Introspector;
import java.beans.PropertyDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fields of objects that Kubernetes does not know: its client keeps them aside. */
final class UnknownFields {
    private static final String ASIDE = "additionalProperties";

    private final List<String> found = new ArrayList<>();

    private UnknownFields() {}

    /** Paths of fields of an object, at whatever depth, that its kind does not have. */
    static List<String> of(Object object) throws ReflectiveOperationException, IntrospectionException {
        UnknownFields fields = new UnknownFields();
        fields.look("", object);
        return fields.found;
    }

    private void look(String path, @Nullable Object value) throws ReflectiveOperationException, IntrospectionException {
        if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                look(path + "[" + i + "]", list.get(i));
            }
        } else if (value != null
                && value.getClass().getPackageName().startsWith("io.fabric8")
                && !value.getClass().isEnum()) {
            for (PropertyDescriptor property :
                    Introspector.getBeanInfo(value.getClass(), Object.class).getPropertyDescriptors()) {
                if (property.getReadMethod() == null || property.getReadMethod().getParameterCount() > 0) {
                    continue;
                }
                Object inner = property.getReadMethod().invoke(value);
                if (property.getName().equals(ASIDE)) {
                    ((Map<?, ?>) inner).keySet().forEach(name -> found.add(path + "." + name));
                } else {
                    look(path + "." + property.getName(), inner);
                }
            }
        }
    }
}
