using System.Reflection;
using System.Text.RegularExpressions;

namespace MbimEmulator.Testing.Tests.Examples;

/// <summary>Every trigger and action has an example on its page, and every example and recipe a test that runs it.</summary>
public sealed partial class ExamplePageTests
{
    [Test]
    public void Every_trigger_and_action_has_an_example_in_the_order_of_the_tables()
    {
        var kinds = Row().Matches(ExamplePage.Read(ExamplePage.Reference)).Select(match => $"{(match.Groups["kind"].Value == "trigger" ? "Trigger" : "Action")} `{match.Groups["name"].Value}`");

        Assert.That(ExamplePage.Headings(ExamplePage.Reference), Is.EqualTo(kinds), "Give each trigger and each action a heading with an example.");
    }

    [Test]
    public void The_cookbook_begins_with_links_to_all_recipes()
    {
        var links = Link().Matches(ExamplePage.Read(ExamplePage.Cookbook)).Select(match => match.Value);

        Assert.That(links, Is.EqualTo(ExamplePage.Headings(ExamplePage.Cookbook).Select(heading => $"- [{heading}](#{Anchor(heading)})")));
    }

    [TestCase(ExamplePage.Reference)]
    [TestCase(ExamplePage.Cookbook)]
    public void Every_example_has_a_test_that_runs_it(string page)
    {
        var run = typeof(ExamplePageTests).Assembly.GetTypes().SelectMany(type => type.GetMethods()).Select(method => method.GetCustomAttribute<ExampleAttribute>()).OfType<ExampleAttribute>();

        Assert.That(run.Where(example => example.Page == page).Select(example => example.Heading), Is.EquivalentTo(ExamplePage.Headings(page)), $"Write one test with [Example] for each heading of docs/{page}.");
    }

    // As GitHub makes them of headings.
#pragma warning disable CA1308 // Anchors are in lower case.
    private static string Anchor(string heading) => Punctuation().Replace(heading.ToLowerInvariant(), "").Replace(' ', '-');
#pragma warning restore CA1308

    [GeneratedRegex(@"^\| \[`(?<name>\w+)`\]\(#(?<kind>trigger|action)-", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"^- \[.+\]\(#.+\)$", RegexOptions.Multiline)]
    private static partial Regex Link();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex Punctuation();
}
