// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transform.internal;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sallyport.transform.ForeignWords;
import org.sallyport.transform.TransformService;

/** Reads the service properties of a transform; every complaint names the property. */
public final class Properties {
    private final Map<String, ?> properties;

    public Properties(Map<String, ?> properties) {
        this.properties = properties;
    }

    public String text(String name) {
        if (value(name) instanceof String text && !text.isBlank()) {
            return text;
        }
        throw complaint(name);
    }

    /** Texts, none if it is missing. */
    public List<String> texts(String name) {
        if (value(name) == null) {
            return List.of();
        }
        if (value(name) instanceof String[] texts) {
            return List.of(texts);
        }
        return List.of(text(name));
    }

    /** A number, 0 if it is missing. */
    public int number(String name) {
        Object value = value(name);
        if (value == null) {
            return 0;
        }
        if (value instanceof Integer number) {
            return number;
        }
        throw complaint(name);
    }

    public List<Integer> numbers(String name) {
        Object value = value(name);
        if (value instanceof int[] numbers) {
            return Arrays.stream(numbers).boxed().toList();
        }
        if (value instanceof Integer[] numbers) {
            return List.of(numbers);
        }
        if (value instanceof Integer number) {
            return List.of(number);
        }
        throw complaint(name);
    }

    public <E extends Enum<E>> E constant(Class<E> type, String name) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(value(name))) {
                return constant;
            }
        }
        throw complaint(name);
    }

    public int ranking() {
        return properties.get("service.ranking") instanceof Integer ranking ? ranking : 0;
    }

    private @Nullable Object value(String name) {
        return properties.get(TransformService.PREFIX_ + name);
    }

    private IllegalArgumentException complaint(String name) {
        return new IllegalArgumentException("service property " + TransformService.PREFIX_ + name
                + " is missing or wrong: " + ForeignWords.of(value(name)));
    }
}
