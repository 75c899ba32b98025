using System.Buffers.Binary;
using MbimEmulator.NamedFaults;
using MbimEmulator.ScenarioFiles;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Tests.Faults.Determinism;

public sealed class DeterminismTests
{
    private const int Scenarios = 200;

    [Test]
    public void Two_hundred_random_scenarios_give_the_same_bytes_at_the_same_times_every_time() => Parallel.For(0, Scenarios, number =>
    {
        var text = RandomScenarios.Text(number);
        var isHost = number % 3 != 0;
        var (first, second) = (ScriptedRun.Of(text, number, isHost), ScriptedRun.Of(text, number, isHost));
        Assert.That(second.Received, Is.EqualTo(first.Received), text);
        Assert.That(second.Journaled, Is.EqualTo(first.Journaled), text);
        Assert.That(first.Journaled, Has.Count.GreaterThan(10), text);
    });

    [Test]
    public void The_random_scenarios_name_every_fault_that_can_be_ordered()
    {
        var rules = Enumerable.Range(0, Scenarios).SelectMany(number => ScenarioLibrary.Parse("random.yaml", RandomScenarios.Text(number)).Rules);
        Assert.That(
            rules.Select(rule => rule.Fault).OfType<string>().Distinct(),
            Is.EquivalentTo(FaultLibrary.All.Where(fault => fault.IsAvailable).Select(fault => fault.Id)));
    }

    [Test]
    public void Another_seed_gives_another_run() => Assert.That(
        Enumerable.Range(0, 20).Count(number =>
        {
            var rules = string.Concat(RandomScenarios.RulesApart(number).Select(rule => rule.Text));
            return !ScriptedRun.Of(Apart(1, rules), number, isHost: true).Received.SequenceEqual(ScriptedRun.Of(Apart(2, rules), number, isHost: true).Received);
        }),
        Is.GreaterThan(15));

    [Test]
    public void Without_one_of_its_faults_a_run_differs_in_that_faults_own_effects_alone() => Parallel.For(0, Scenarios, number =>
    {
        var rules = RandomScenarios.RulesApart(number);
        var whole = ScriptedRun.Of(Apart(number, string.Concat(rules.Select(rule => rule.Text))), number, isHost: true);
        var removed = rules[number % rules.Length];
        var rest = Apart(number, string.Concat(rules.Where(rule => rule != removed).Select(rule => rule.Text)));
        var without = ScriptedRun.Of(rest, number, isHost: true);
        var cid = BasicConnect.Service.Cids.Single(cid => cid.Name == removed.Cid).Number;
        Assert.That(Others(without, cid), Is.EqualTo(Others(whole, cid)), $"{rest}without {removed.Text}");
        Assert.That(Others(whole, cid), Has.Count.GreaterThan(10));
    });

    private static string Apart(int seed, string rules) => $"schemaVersion: 1\nseed: {seed}\nclock: virtual\nrules:\n{rules}";

    /// <summary>What came that is not about a CID.</summary>
    private static List<string> Others(ScriptedRun run, uint cid) => run.Received.FindAll(line =>
    {
        var hex = line[(line.LastIndexOf(' ') + 1)..];
        var bytes = Convert.FromHexString(hex);
        if (line.Contains(" data ", StringComparison.Ordinal))
        {
            return true;
        }

        var isNotification = BinaryPrimitives.ReadUInt32LittleEndian(bytes) == (uint)MbimMessageType.IndicateStatus;
        var about = isNotification
            ? BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(36))
            : run.Cids.GetValueOrDefault(BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(8)));
        return about != cid;
    });
}
