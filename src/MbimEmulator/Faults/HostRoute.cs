using MbimEmulator.Function;
using MbimEmulator.Links;
using MbimEmulator.Time;
using MbimProtocol;
using MbimProtocol.Framing;

namespace MbimEmulator.Faults;

/// <summary>From the function to its host.</summary>
internal sealed class HostRoute(FaultEngine engine, MbimFunction function, ModemClock clock) : TrafficRoute(TransferDirection.ToHost, link: null)
{
    private InFlight? _joining;
    private ModemTimer? _joinTimer;

    public override TrafficLine Line { get; } = new(clock);

    /// <summary>Whether a message has to wait for, or join, one that went before.</summary>
    public bool IsBusy => _joining is not null || Line.IsBusy;

    public override MbimExVersion Version => function.Version;

    public override CarrierKind Carrier => function.HostLink?.Options.Carrier ?? CarrierKind.InProcess;

    public override uint MaxTransfer => function.MaxControlTransfer;

    /// <summary>The transfers of a message as the function would send it.</summary>
    public static List<PlannedTransfer> Split(byte[] message, uint maxTransfer)
    {
        var fragments = new FragmentSplitter(message, maxTransfer);
        var plan = new List<PlannedTransfer>(fragments.Count);
        for (var i = 0; i < fragments.Count; i++)
        {
            var bytes = new byte[fragments.GetSize(i)];
            fragments.Write(i, bytes);
            plan.Add(new PlannedTransfer(bytes, TimeSpan.Zero));
        }

        return plan;
    }

    public override void Deliver(InFlight traffic)
    {
        if (_joining is { } joining)
        {
            Join(joining, traffic);
            return;
        }

        if (traffic.JoinsNext > 0)
        {
            _joining = traffic;
            _joinTimer = clock.Schedule(traffic.JoinsWithin, EndJoining);
            return;
        }

        Send(traffic);
    }

    public override void Reply(byte[] message, ActiveRule cause) => engine.SendToHost(message, cause);

    /// <summary>One transfer, when its turn has come.</summary>
    public void Send(byte[] transfer, TimeSpan gap, InFlight message, bool isLast)
    {
        if (Line.IsFull && message.Outbound.Kind != OutboundKind.Answer)
        {
            engine.CountDropped(message);
            return;
        }

        var link = message.Origin;
        var closeReason = isLast ? message.CloseReason : null;
        var outbound = message.Outbound with { Response = message.Response };
        Line.Send(gap, transfer.Length, () =>
        {
            // Who came meanwhile gets nothing that was meant for another.
            if (link is not null && function.HostLink == link)
            {
                function.SendTransfer(link, transfer, outbound, closeReason);
            }
        });
    }

    private void Join(InFlight joining, InFlight traffic)
    {
        joining.Plan = [new PlannedTransfer([.. BytesOf(joining), .. BytesOf(traffic)], TimeSpan.Zero)];
        joining.CloseReason ??= traffic.CloseReason;
        if (--joining.JoinsNext == 0)
        {
            EndJoining();
        }
    }

    private void EndJoining()
    {
        _joinTimer?.Cancel();
        if (_joining is { } joining)
        {
            _joining = null;
            Send(joining);
        }
    }

    private byte[] BytesOf(InFlight traffic) => [.. PlanOf(traffic).SelectMany(transfer => transfer.Bytes)];

    private List<PlannedTransfer> PlanOf(InFlight traffic) => traffic.Plan ?? Split(traffic.Bytes, MaxTransfer);

    private void Send(InFlight message)
    {
        engine.Crossed(message);
        var plan = PlanOf(message);
        for (var i = 0; i < plan.Count; i++)
        {
            engine.PassTransfer(this, plan[i], message, isLast: i == plan.Count - 1);
        }
    }
}
