using MbimEmulator.NamedFaults;
using MbimEmulator.Scenarios;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Tests.Faults.Library;

public sealed class FaultLibraryTests
{
    private static readonly string[] Tests =
    [
        .. typeof(FaultLibraryTests).Assembly.GetTypes().SelectMany(type => type.GetMethods())
            .Where(method => method.GetCustomAttributes(inherit: false).Any(attribute => attribute is TestAttribute or TestCaseAttribute or TestCaseSourceAttribute))
            .Select(method => $"{method.DeclaringType!.Name}.{method.Name}"),
    ];

    private static IEnumerable<FaultDefinition> All => FaultLibrary.All;

    private static IEnumerable<FaultDefinition> Available => All.Where(fault => fault.IsAvailable);

    [TestCase('T', 1, 51)]
    [TestCase('M', 1, 36, 40, 51, 60, 69)]
    [TestCase('D', 1, 17)]
    public void The_catalogue_is_whole(char letter, params int[] bounds)
    {
        var numbers = All.Select(fault => fault.Number).Where(number => number[0] == letter);
        Assert.That(numbers, Is.EqualTo(bounds.Chunk(2).SelectMany(group => Enumerable.Range(group[0], group[1] - group[0] + 1)).Select(number => $"{letter}{number:00}")));
    }

    [Test]
    public void Ids_and_numbers_are_unique()
    {
        Assert.That(All.Select(fault => fault.Id), Is.Unique);
        Assert.That(All.Select(fault => fault.Number), Is.Unique);
        Assert.That(All.Select(fault => fault.Id), Is.All.Match("^[TMD][0-9]{2}(-[a-z0-9]+)+$"));
    }

    [TestCaseSource(nameof(Available))]
    public void A_fault_that_can_be_ordered_is_shown_by_a_test(FaultDefinition fault) => Assert.That(Tests, Has.One.EqualTo(fault.Test));

    [TestCaseSource(nameof(All))]
    public void A_fault_says_all_of_itself(FaultDefinition fault)
    {
        Assert.That((string[])[fault.Title, fault.Trigger, fault.Behaviour, fault.Reaction, .. fault.Sources], Is.All.Not.Empty);
        Assert.That(fault.Sources, Is.Not.Empty);
        Assert.That(fault.Parameters.Select(parameter => parameter.Name), Is.Unique);
        Assert.That(fault.Parameters.Select(parameter => parameter.Description), Is.All.Not.Empty);
    }

    [TestCaseSource(nameof(Available))]
    public void Rules_name_the_fault_and_have_names_of_their_own(FaultDefinition fault)
    {
        var rules = fault.ToRules();
        Assert.That(rules, Is.Not.Empty);
        Assert.That(rules.Select(rule => rule.Fault), Is.All.EqualTo(fault.Id));
        Assert.That(rules.Select(rule => rule.Name), Is.Unique.And.All.StartsWith(fault.Number));
        Assert.That(rules.SelectMany(rule => rule.Actions), Is.Not.Empty);
    }

    [Test]
    public void What_needs_something_is_refused_with_the_reason()
    {
        Assert.That(FaultLibrary.TryFind("M66", out var fault));
        Assert.That(() => fault!.ToRules(), Throws.ArgumentException.With.Message.Contains("needs QDU"));
    }

    [TestCase("T12", "cidd", "CONNECT", "cid")]
    [TestCase("T12", "cid", "CONECT", "'CONNECT'")]
    [TestCase("T12", "operation", "get", "query, set or *")]
    [TestCase("T12", "times", "-1", "from 0")]
    [TestCase("T19", "gap", "2", "2s")]
    [TestCase("T19", "size", "63", "from 64")]
    [TestCase("T20", "order", "0;1", "0,2,1")]
    [TestCase("T33", "defect", "ofset", "'offset'")]
    [TestCase("T36", "status", "0xzz", "whole number")]
    [TestCase("M11", "code", "123", "4 to 8 digits")]
    [TestCase("M20", "service", "quectel", "UUID")]
    [TestCase("M26", "variant", "searchin", "'searching'")]
    [TestCase("M28", "time", "90", "2s")]
    [TestCase("M44", "session", "256", "0 to 255")]
    [TestCase("M46", "max", "300", "0 to 256")]
    [TestCase("D14", "service", "echo", "UUID")]
    public void What_a_fault_cannot_be_told_is_refused_with_what_it_takes(string id, string name, string value, string expected)
    {
        Assert.That(FaultLibrary.TryFind(id, out var fault));
        Assert.That(
            () => fault!.ToRules(new Dictionary<string, string> { [name] = value }),
            Throws.ArgumentException.With.Message.Contains(expected).And.Message.Contains(fault!.Id));
    }

    [Test]
    public void A_fault_is_told_which_command_it_is_about()
    {
        Assert.That(FaultLibrary.TryFind("T12", out var fault));
        var rule = fault!.ToRules(new Dictionary<string, string> { ["cid"] = "CONNECT", ["operation"] = "set", ["times"] = "3" }).Single();
        var pattern = ((MessageTrigger)rule.Trigger).Pattern;
        Assert.That((pattern.Service, pattern.Cid, pattern.Operation, rule.Times), Is.EqualTo((BasicConnect.Id, 12u, MbimProtocol.Messages.MbimCommandType.Set, 3)));
    }
}
