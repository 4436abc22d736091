package dev.drydock.core.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.core.error.EngineException.InvalidParameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceTest {
    @Test
    void whatIsNotGivenIsAsOnTheHost() {
        Device device = new Device("/dev/zero", "", "");

        device.check();
        assertThat(device).isEqualTo(Device.of("/dev/zero"));
        assertThat(device.isElsewhere()).isFalse();
        assertThat(new Device("/dev/zero", "/dev/nulo", "r").isElsewhere()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"zz", "rr", "rwmx", "R"})
    void permissionsThatAreNone(String permissions) {
        assertThatThrownBy(() -> new Device("/dev/zero", "", permissions).check())
                .isInstanceOf(InvalidParameter.class)
                .hasMessage("bad mode specified: " + permissions);
    }

    @Test
    void aPlaceIsAbsolute() {
        assertThatThrownBy(() -> new Device("/dev/zero", "nulo", "").check())
                .hasMessage("nulo is not an absolute path");
    }
}
