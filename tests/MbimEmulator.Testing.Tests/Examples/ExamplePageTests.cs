using System.Reflection;
using System.Text.RegularExpressions;

namespace MbimEmulator.Testing.Tests.Examples;

/// <summary>Every trigger and action has an example on its page, and every example a test that runs it.</summary>
public sealed partial class ExamplePageTests
{
    [Test]
    public void Every_trigger_and_action_has_an_example_in_the_order_of_the_tables()
    {
        var kinds = Row().Matches(ExamplePage.Read(ExamplePage.Reference)).Select(match => $"{(match.Groups["kind"].Value == "trigger" ? "Trigger" : "Action")} `{match.Groups["name"].Value}`");

        Assert.That(ExamplePage.Headings(ExamplePage.Reference), Is.EqualTo(kinds), "Give each trigger and each action a heading with an example.");
    }

    [TestCase(ExamplePage.Reference)]
    public void Every_example_has_a_test_that_runs_it(string page)
    {
        var run = typeof(ExamplePageTests).Assembly.GetTypes().SelectMany(type => type.GetMethods()).Select(method => method.GetCustomAttribute<ExampleAttribute>()).OfType<ExampleAttribute>();

        Assert.That(run.Where(example => example.Page == page).Select(example => example.Heading), Is.EquivalentTo(ExamplePage.Headings(page)), $"Write one test with [Example] for each heading of docs/{page}.");
    }

    [GeneratedRegex(@"^\| \[`(?<name>\w+)`\]\(#(?<kind>trigger|action)-", RegexOptions.Multiline)]
    private static partial Regex Row();
}
