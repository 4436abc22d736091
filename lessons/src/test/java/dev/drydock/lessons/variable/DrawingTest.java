package dev.drydock.lessons.variable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DrawingTest {
    private static final Variable FRUIT =
            new Variable(new VariableId("fruit"), new Choice.OneOf(List.of("apple", "pear", "plum")));
    private static final Variable OTHER_FRUIT =
            new Variable(new VariableId("other-fruit"), new Choice.OneOf(List.of("apple", "pear", "plum")));
    private static final Variable MEMORY = new Variable(new VariableId("memory"), new Choice.InRange(48, 96, 16));
    private static final Variable NAME = new Variable(new VariableId("name"), new Choice.MadeUp(2));

    private static String drawn(int seed, Variable variable, List<Variable> all) {
        return Drawing.draw("seed " + seed, all).find(variable.id()).orElseThrow();
    }

    @Test
    void theSameSeedGivesTheSameValues() {
        List<Variable> all = List.of(FRUIT, MEMORY, NAME);

        assertThat(Drawing.draw("ann", all)).isEqualTo(Drawing.draw("ann", all));
        assertThat(Drawing.draw("ann", all)).isNotEqualTo(Drawing.draw("bob", all));
    }

    @Test
    void everyValueIsDrawnAndNoOther() {
        Set<String> fruits = new HashSet<>();
        Set<String> limits = new HashSet<>();
        IntStream.range(0, 200).forEach(seed -> {
            fruits.add(drawn(seed, FRUIT, List.of(FRUIT)));
            limits.add(drawn(seed, MEMORY, List.of(MEMORY)));
        });

        assertThat(fruits).containsExactlyInAnyOrder("apple", "pear", "plum");
        assertThat(limits).containsExactlyInAnyOrder("48", "64", "80", "96");
    }

    @Test
    void variablesOfOneLessonDiffer() {
        List<Variable> both = List.of(FRUIT, OTHER_FRUIT);

        for (int seed = 0; seed < 200; seed++) {
            assertThat(drawn(seed, FRUIT, both)).isNotEqualTo(drawn(seed, OTHER_FRUIT, both));
        }
    }

    @Test
    void whereAllAreTakenOneIsUsedTwice() {
        var one = new Choice.InRange(7, 7, 1);
        List<Variable> both = List.of(new Variable(new VariableId("a"), one), new Variable(new VariableId("b"), one));

        assertThat(Drawing.draw("", both).words().values()).containsExactly("7", "7");
    }

    @Test
    void aNewVariableLeavesTheOthersAsTheyWere() {
        assertThat(drawn(1, NAME, List.of(FRUIT, NAME))).isEqualTo(drawn(1, NAME, List.of(NAME)));
    }

    @Test
    void everyMadeUpNameIsAnotherWordThatDockerTakes() {
        Choice names = new Choice.MadeUp(2);

        Set<String> all = new HashSet<>();
        IntStream.range(0, names.count()).forEach(index -> all.add(names.value(index)));
        assertThat(all).hasSize(1_600).allMatch(name -> name.matches("[a-z]{3,8}-[a-z]{3,8}"));
        assertThat(new Choice.MadeUp(1).value(39)).isEqualTo("zephyr");
    }

    /** Nobody can make a network of such a name. */
    @Test
    void noMadeUpWordIsTheNameOfANetworkThatIsThereAnyway() {
        Choice names = new Choice.MadeUp(1);

        assertThat(IntStream.range(0, names.count()).mapToObj(names::value)).doesNotContain("bridge", "host", "none");
    }

    @Test
    void valuesStandInThePlacesOfTheirVariables() {
        Values values = Values.NONE.with(new VariableId("a"), "1").with(new VariableId("b-2"), "two");

        assertThat(values.fill("@{a}@{b-2} @{c} {{.A}} @{} ${a} @ {a} @{A b}"))
                .isEqualTo("1two @{c} {{.A}} @{} ${a} @ {a} @{A b}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", "a b", "-a", "*", "a*", "a\nb", "$(x)", "`x`", "a\"", "a'", "{{x}}", "@{a}", "a\\", "<b>",
                "[a]", "a;b", "ä", "_a"
            })
    void aValueIsOneHarmlessWord(String word) {
        assertThatIllegalArgumentException().isThrownBy(() -> Values.NONE.with(new VariableId("a"), word));
    }

    @Test
    void aValueHasAnEnd() {
        assertThat(Values.NONE.with(new VariableId("a"), "x".repeat(255)).words())
                .hasSize(1);
        assertThatIllegalArgumentException().isThrownBy(() -> Values.NONE.with(new VariableId("a"), "x".repeat(256)));
    }
}
