package dev.drydock.core.egress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.core.network.Addresses;
import java.net.Inet4Address;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EgressNamesTest {
    private static final EgressRules RULES =
            new EgressRules(List.of(EgressRule.parse("named.example"), EgressRule.parse("*.domain.example")));

    private final EgressNames names = new EgressNames(RULES);

    private static String below(int number) {
        return "n" + number + ".domain.example";
    }

    private Inet4Address address(String name) {
        return names.address(name).orElseThrow();
    }

    @Test
    void aNameHasOneAddressAndAnAddressOneName() {
        for (String name : List.of("named.example", "www.domain.example")) {
            assertThat(address(name)).isEqualTo(address(name));
            assertThat(names.name(address(name))).contains(name);
        }
        assertThat(names.address("domain.example")).isEmpty();
        assertThat(names.address("other.example")).isEmpty();
    }

    @Test
    void addressesThatNobodyHasMeanNothing() {
        for (String text : List.of("169.254.100.0", "169.254.100.1", "169.254.103.255", "10.0.0.1", "169.254.99.2")) {
            assertThat(names.name(Addresses.parse(text))).isEmpty();
        }
    }

    /** Among so many some want the same. */
    @Test
    void namesThatWantTheSameAddressGetTwo() {
        Set<Inet4Address> given = new HashSet<>();
        for (int i = 0; i < 400; i++) {
            given.add(address(below(i)));
        }
        assertThat(given).hasSize(400).allMatch(address -> {
            int last = Addresses.toInt(address) - Addresses.toInt(EgressNames.GATEWAY);
            return last >= 1 && last <= 1021;
        });
    }

    @Test
    void whatIsWrittenOutKeepsItsAddressOverARestart() {
        assertThat(new EgressNames(RULES).address("named.example")).contains(address("named.example"));
        assertThat(new EgressNames(RULES).name(address("named.example"))).contains("named.example");
    }

    /** A student who makes names up takes addresses from themselves alone, and not those that are written out. */
    @Test
    void namesThatNobodyAskedForTheLongestGo() {
        Inet4Address named = address("named.example");
        Inet4Address oldest = address(below(0));
        IntStream.range(1, 512).forEach(number -> address(below(number)));
        assertThat(names.name(oldest)).contains(below(0));
        Inet4Address second = address(below(1));
        address(below(0));
        address(below(512));
        address(below(513));

        assertThat(names.name(named)).contains("named.example");
        assertThat(names.name(oldest)).contains(below(0));
        assertThat(names.name(second)).contains(below(1));
        assertThat(IntStream.range(0, 514)
                        .filter(number -> isKnown(below(number)))
                        .count())
                .isEqualTo(512);
    }

    private boolean isKnown(String name) {
        return IntStream.range(0, 1024)
                .mapToObj(number -> Addresses.of(Addresses.toInt(EgressNames.GATEWAY) - 1 + number))
                .anyMatch(address -> names.name(address).filter(name::equals).isPresent());
    }

    @Test
    void whereNothingIsPermittedNothingIsThere() {
        assertThat(new EgressNames(EgressRules.NOTHING).address("named.example"))
                .isEmpty();
    }
}
