using MbimEmulator.Card;
using MbimEmulator.Function;
using MbimEmulator.Links;
using MbimEmulator.Pipeline;
using MbimEmulator.Scenarios;
using MbimEmulator.Time;

namespace MbimEmulator.Faults;

/// <summary>Where traffic goes on that the rules are done with: each piece when its turn on its wire has come.</summary>
/// <param name="stage">The stage that the rules stand at.</param>
/// <param name="pipeline">The way of the modem's traffic.</param>
/// <param name="function">The function.</param>
/// <param name="clock">Time.</param>
internal sealed class TrafficOutlet(ITrafficStage stage, TrafficPipeline pipeline, MbimFunction function, ModemClock clock)
{
    private readonly MessageJoin _join = new(clock, message => PassOn(stage, pipeline, message));

    /// <summary>Told of a message that is dropped because too much waits for the host.</summary>
    public Action<FaultTraffic> Dropped { get; set; } = static _ => { };

    /// <summary>The wires.</summary>
    public TrafficLines Lines { get; } = new(clock);

    /// <summary>Whether a message to the host has to wait for, or join, one that went before.</summary>
    public bool IsHostBusy => _join.IsPending || Lines.ToHost.IsBusy;

    /// <summary>Has it go on.</summary>
    public void Send(FaultTraffic traffic)
    {
        switch (traffic.Level, traffic.Port.Direction)
        {
            case (TrafficLevel.Call or TrafficLevel.Apdu, _):
                PassOn(stage, pipeline, traffic);
                break;
            case (TrafficLevel.Message, TransferDirection.ToHost):
                _join.Send(traffic);
                break;
            case (TrafficLevel.Transfer, TransferDirection.ToHost) when Lines.ToHost.IsFull && traffic.Outbound.Kind != OutboundKind.Answer:
                Dropped(traffic);
                break;
            case (TrafficLevel.Transfer, TransferDirection.ToHost):
                Lines.ToHost.Send(traffic.Gap, traffic.Bytes.Length, () => PassOnToHolder(traffic));
                break;
            case (TrafficLevel.Message or TrafficLevel.Transfer, _):
                Lines.ToFunction.Send(TimeSpan.Zero, traffic.Bytes.Length, () => PassOnToHolder(traffic));
                break;
            default:
                SendData(Lines.Of(traffic.Port)!, traffic);
                break;
        }
    }

    /// <summary>The card's answer to a command is this, and the command goes no further.</summary>
    public void Answer(FaultTraffic command, byte[] answer) =>
        PassOn(stage, pipeline, new FaultTraffic(((CardPort)command.Port).Answers, answer) { Exchange = command.Exchange, JournalId = command.JournalId });

    private void SendData(TrafficLine line, FaultTraffic traffic)
    {
        if (line.IsFull)
        {
            traffic.Port.CountDropped();
        }
        else
        {
            line.Send(TimeSpan.Zero, traffic.Bytes.Length, () => PassOn(stage, pipeline, traffic));
        }
    }

    // Who came meanwhile gets nothing that was meant for another, and what a host sent that is gone by now reaches nobody.
    private void PassOnToHolder(FaultTraffic traffic)
    {
        if (traffic.Origin is { } holder && function.HostLink == holder)
        {
            PassOn(stage, pipeline, traffic);
        }
    }

    private static void PassOn(ITrafficStage stage, TrafficPipeline pipeline, FaultTraffic traffic)
    {
        var outbound = traffic.Outbound with { Response = (traffic.Message ?? traffic).Response };
        pipeline.PassOn(stage, new TrafficPiece(traffic.Port, traffic.Bytes, ref outbound)
        {
            Origin = traffic.Origin,
            IsUnreadable = traffic.Port.Direction == TransferDirection.ToFunction && !traffic.Port.CanRead(traffic.Bytes),
            CloseReason = traffic.CloseReason,
            Stream = traffic.Stream,
            DeviceService = traffic.DeviceService,
            Exchange = traffic.Exchange?.Number ?? 0,
            Kept = traffic,
        });
    }
}
