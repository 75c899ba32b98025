namespace MbimEmulator.Scenarios;

/// <summary>Nothing is sent to the host for a while; it is sent afterwards.</summary>
/// <param name="Time">How long.</param>
public sealed record StallAction(DelayTime Time) : FaultAction(ActionTarget.Anything)
{
    internal static ActionKind FileKind { get; } = new("stall", "Nothing is sent to the host for a while; it is sent afterwards.", DelayForms.Time, DelayForms.Keys, values => new StallAction(DelayForms.Read(values)));

    internal override void ActAlone(IActionContext context)
    {
        var time = Time.Draw(context.Draws);
        context.Tell(null, $"nothing goes to the host for {time.TotalMilliseconds:0} ms");
        context.LineToHost.Stall(time);
    }
}
