using MbimEmulator.Pipeline;
using MbimEmulator.Yaml;

namespace MbimEmulator.Scenarios;

/// <summary>Control transfers to the host, or datagrams, go no faster than this.</summary>
/// <param name="BytesPerSecond">The rate; 0 removes the limit.</param>
/// <param name="For">How long; null for no end.</param>
/// <param name="Of">What goes so slowly.</param>
public sealed record ThrottleAction(int BytesPerSecond, TimeSpan? For, ThrottledTraffic Of = ThrottledTraffic.Control) : FaultAction(ActionTarget.Anything)
{
    private static readonly YamlKey<int> BytesPerSecondKey = new("bytesPerSecond", YamlForms.Int32(0, 1 << 30), "The rate; 0 removes the limit.") { IsRequired = true };
    private static readonly YamlKey<TimeSpan> ForKey = new("for", YamlForms.LongDuration, "How long; unlimited if not given.");
    private static readonly YamlKey<ThrottledTraffic> OfKey = new("of", YamlForms.Choice<ThrottledTraffic>(), "What is slowed down: control transfers to the host, or datagrams in both directions or one; control.");

    internal static ActionKind FileKind { get; } = new(
        "throttle", "The rate of control transfers to the host, or of datagrams, is limited; they wait, but no more than 4,096 datagrams.", BytesPerSecondKey,
        [BytesPerSecondKey, ForKey, OfKey],
        values => new ThrottleAction(values.Require(BytesPerSecondKey), values.GetOrNull(ForKey), values.Get(OfKey, ThrottledTraffic.Control)));

    internal override bool SlowsData => Of != ThrottledTraffic.Control;

    internal override void ActAlone(IActionContext context)
    {
        if (Of == ThrottledTraffic.Control)
        {
            context.Tell(null, $"{BytesPerSecond} bytes a second to the host");
            context.LineToHost.Throttle(BytesPerSecond, For);
            return;
        }

        context.Tell(null, $"{BytesPerSecond} bytes of datagrams a second");
        foreach (var direction in Enum.GetValues<TransferDirection>())
        {
            if (Of == ThrottledTraffic.Data || (Of == ThrottledTraffic.DataToHost) == (direction == TransferDirection.ToHost))
            {
                context.LineOfDatagrams(direction).Throttle(BytesPerSecond, For);
            }
        }
    }
}
