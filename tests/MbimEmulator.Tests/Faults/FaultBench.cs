using MbimEmulator.Faults;
using MbimEmulator.Journal;
using MbimEmulator.Links;
using MbimEmulator.Patterns;
using MbimEmulator.Scenarios;
using MbimEmulator.Tests.Function;
using MbimProtocol.Encoding;
using MbimProtocol.Messages;

namespace MbimEmulator.Tests.Faults;

/// <summary>A host on a modem with rules, its clock virtual, its session open; CID 1 of a vendor's service answers with what it was asked.</summary>
internal sealed class FaultBench
{
    public FaultBench(params ScenarioRule[] rules)
        : this(new ModemGroupOptions { Profile = TestHost.Quiet }, rules)
    {
    }

    public FaultBench(ModemGroupOptions options, params ScenarioRule[] rules)
    {
        Journal = new MessageJournal();
        Host = new TestHost(options: options with { Journal = Journal });
        Host.Handle(1, (transaction, buffer) => transaction.Complete(buffer));
        Host.Open();
        Host.Received();
        Load(rules);
    }

    public TestHost Host { get; }

    public MessageJournal Journal { get; }

    public RuleBook Faults => Host.Group.Faults;

    public static MessagePattern Done { get; } = new() { Type = MbimMessageType.CommandDone };

    public static MessagePattern Command { get; } = new() { Type = MbimMessageType.Command };

    public static ScenarioRule Rule(MessagePattern pattern, params FaultAction[] actions) => Rule(new MessageTrigger(pattern), actions);

    public static ScenarioRule Rule(Trigger trigger, params FaultAction[] actions) =>
        new() { Name = $"rule {Guid.NewGuid():N}", Trigger = trigger, Actions = [.. actions] };

    public static TimeSpan Ms(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    public static DelayAction Delay(int milliseconds, bool holdsOthers = false) => new(new DelayTime { Time = Ms(milliseconds) }, holdsOthers);

    public static IndicateAction Indication(uint cid, params byte[] bytes) =>
        new() { Service = TestHost.Service, Cid = cid, Bytes = bytes.ToMbimArray() };

    public void Load(params ScenarioRule[] rules) => Faults.Load(new Scenario { Name = "test", Rules = [.. rules] });

    public void Advance(int milliseconds) => Host.Clock.Advance(Ms(milliseconds));

    /// <summary>Asks, and says what has come by then.</summary>
    public string[] Ask(uint transactionId, params byte[] buffer)
    {
        Host.Query(transactionId, 1, buffer);
        return Host.Received();
    }

    /// <summary>What has come, as bytes.</summary>
    public List<byte[]> Transfers()
    {
        List<byte[]> transfers = [];
        while (Host.TryReceive() is { } bytes)
        {
            transfers.Add(bytes);
        }

        return transfers;
    }

    /// <summary>Does something with it.</summary>
    public FaultBench Also(Action<FaultBench> act)
    {
        act(this);
        return this;
    }

    /// <summary>Another link has the place, with another carrier.</summary>
    public void Reattach(CarrierKind carrier)
    {
        Host.Link.Detach("done");
        Host.Link = Host.Attach("again", carrier);
    }
}
