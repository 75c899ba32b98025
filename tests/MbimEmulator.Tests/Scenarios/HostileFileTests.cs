using System.Diagnostics;
using System.Text;
using MbimEmulator.Patterns;
using MbimEmulator.ScenarioFiles;
using MbimEmulator.Scenarios;

namespace MbimEmulator.Tests.Scenarios;

/// <summary>Files that nobody would write by mistake: each is refused, in time and in few words.</summary>
public sealed class HostileFileTests : IDisposable
{
    private const string Head = "schemaVersion: 1\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("mbim-").FullName;

    public static IEnumerable<TestCaseData> Texts()
    {
        yield return Of("lists in lists", Head + "rules: " + new string('[', 200_000), "nested too deeply");
        yield return Of("mappings in mappings", string.Join('\n', Enumerable.Range(0, 2000).Select(depth => new string(' ', depth) + "a:")), "nested too deeply");
        yield return Of("lists in lists in one line", string.Concat(Enumerable.Repeat("- ", 200_000)), "nested too deeply");
        yield return Of("a long text", Head + "name: " + new string('x', 1_000_000), "1000000 characters; expected at most 100");
        yield return Of("a long text of escapes", Head + "name: \"" + string.Concat(Enumerable.Repeat("\\x41", 200_000)) + "\"", "200000 characters; expected at most 100");
        yield return Of("a long text where keys should be", new string('?', 200_000), "expected keys with values");
        yield return Of("a long key", Head + new string('k', 1000) + new string('x', 200_000) + ": 1", "");
        yield return Of("a long name of a trigger", Head + "rules: [{ on: " + new string('o', 200_000) + ", do: drop }]", "expected one of open, openDone");
        yield return Of("many keys", Head + string.Concat(Enumerable.Range(0, 20_000).Select(number => $"k{number}: 1\n")), "unknown key 'k0'");
        yield return Of("many rules", Head + "rules: [" + string.Concat(Enumerable.Repeat("{ on: open, do: drop },", 12_000)) + "]", "at most 10000");
        yield return Of("many actions", Head + "rules: [{ on: open, do: [" + string.Concat(Enumerable.Repeat("drop,", 30_000)) + "] }]", "expected 1 to 64");
        yield return Of("a long expression", Head + "rules: [{ on: { command: CONNECT, where: { AccessString: { matches: \"" + new string('a', 100_000) + "\" } } }, do: drop }]", "expected at most 4096");
        yield return Of("many expressions", Head + Expressions(3000, number => $"^{number}.*inter"), "at most 64 MiB, some 256 of them");
        yield return Of("expressions that repeat much", Head + Expressions(40, number => $"((a{{1,90}}){{100}}|b){number}"), "MiB in all; expected at most 64 MiB");
        yield return Of("tabulators", new string('\t', 200_000), "0 YAML documents");
        yield return Of("an open quotation", Head + "name: \"" + string.Concat(Enumerable.Repeat("a\n  ", 30_000)), "this is not valid YAML");
        yield return Of("a NUL", Head + "name: a\0b", "this is not valid YAML");
        yield return Of("too much of anything", new string('#', 5_000_000), "longer than 4194304 characters");

        static string Expressions(int count, Func<int, string> expression) => "rules: [" + string.Concat(Enumerable.Range(0, count).Select(number =>
            $"{{ on: {{ command: CONNECT, where: {{ AccessString: {{ matches: '{expression(number)}' }} }} }}, do: drop }},")) + "]";

        static TestCaseData Of(string name, string text, string expected) => new TestCaseData(text, expected).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(Texts))]
    public void A_hostile_text_is_refused_in_few_words(string text, string expected) => Assert.That(
        () => ScenarioLibrary.Parse("x.yaml", text),
        Throws.TypeOf<ScenarioException>().With.Message.Contains(expected).And.Message.Length.LessThan(5000));

    [TestCase("schemaVersion: 1\nrules: [\n")]
    [TestCase("schemaVersion: 1\nname: \"open\n")]
    [TestCase("schemaVersion: 1\nrules:\n  - on: open\n    do:\n")]
    [TestCase("schemaVersion: 1\nrules: {\r\n\r\n")]
    [TestCase("schemaVersion: 1\n? :\n\n:\n")]
    [TestCase("schemaVersion:\n")]
    public void An_error_at_the_end_names_a_line_that_there_is(string text)
    {
        var error = Assert.Throws<ScenarioException>(() => ScenarioLibrary.Parse("x.yaml", text))!;
        Assert.That(error.Line, Is.InRange(1, text.TrimEnd().ReplaceLineEndings("\n").Split('\n').Length), error.Message);
    }

    [Test]
    public void As_many_expressions_as_a_person_writes_are_taken_and_none_more_is_added_than_fit()
    {
        var rules = Enumerable.Range(0, 200).Select(number => new ScenarioRule
        {
            Name = $"rule {number}",
            Trigger = new MessageTrigger(new MessagePattern { Fields = [new FieldPattern("AccessString", FieldComparison.Matches, $"^{number}[a-z]+\\.(test|example)$")] }),
            Actions = [new DropAction()],
        }).ToList();
        var modem = new MbimEmulator.Tests.Faults.FaultBench([.. rules]);
        Assert.That(
            () => Enumerable.Range(0, 100).ToList().ForEach(number => modem.Faults.Add(rules[number] with { Name = $"another {number}" })),
            Throws.ArgumentException.With.Message.Contains("expected at most 64 MiB"));
        Assert.That(modem.Faults.Rules, Has.Count.GreaterThan(200).And.Count.LessThan(256));
    }

    [Test]
    public void A_file_that_is_not_UTF_8_is_no_text()
    {
        File.WriteAllBytes(Path.Combine(_folder, "x.yaml"), [.. Encoding.ASCII.GetBytes(Head + "name: "), 0xFF, 0xFE, 0xC3, 0x28]);

        Assert.That(Load("x.yaml"), Throws.TypeOf<ScenarioException>().With.Message.EndsWith("x.yaml: the file is not UTF-8 text; expected UTF-8."));
    }

    [Test]
    public void A_file_of_Windows_in_UTF_16_is_read()
    {
        File.WriteAllText(Path.Combine(_folder, "x.yaml"), Head + "name: Größe", Encoding.Unicode);

        Assert.That(ScenarioLibrary.Load(Path.Combine(_folder, "x.yaml")).Name, Is.EqualTo("Größe"));
    }

    [Test]
    public void A_folder_is_no_file() => Assert.That(Load("."), Throws.TypeOf<ScenarioException>().With.Message.EndsWith("the file cannot be read: it is a folder."));

    [Test]
    [Platform("Linux,MacOsX")]
    public void A_device_without_an_end_is_no_file() => Assert.That(
        () => ScenarioLibrary.Load("/dev/zero"), Throws.TypeOf<ScenarioException>().With.Message.Contains("is a device; expected a regular file"));

    [Test]
    [Platform("Linux,MacOsX")]
    public void A_pipe_that_nobody_writes_to_is_not_waited_for()
    {
        using var maker = Process.Start("mkfifo", [Path.Combine(_folder, "pipe")]);
        Assert.That(maker.WaitForExit(TimeSpan.FromSeconds(30)) && maker.ExitCode == 0);

        Assert.That(Load("pipe"), Throws.TypeOf<ScenarioException>().With.Message.Contains("is a named pipe (FIFO); expected a regular file"));
    }

    [Test]
    [Platform("Linux")]
    public void A_file_that_cannot_be_read_says_so() => Assert.That(
        () => ScenarioLibrary.Load("/proc/self/mem"), Throws.TypeOf<ScenarioException>().With.Message.Contains("the file cannot be read: "));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Action Load(string name) => () => ScenarioLibrary.Load(Path.Combine(_folder, name));
}
