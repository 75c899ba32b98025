using MbimEmulator.Function;
using MbimEmulator.Links;
using MbimEmulator.Time;
using MbimProtocol;

namespace MbimEmulator.Faults;

/// <summary>From the host to the function.</summary>
internal sealed class FunctionRoute(FaultEngine engine, MbimFunction function, ModemClock clock) : TrafficRoute(TransferDirection.ToFunction, link: null)
{
    public override TrafficLine Line { get; } = new(clock);

    public override MbimExVersion Version => function.Version;

    public override void Deliver(InFlight traffic)
    {
        if (function.HostLink is { } link)
        {
            Line.Send(TimeSpan.Zero, traffic.Bytes.Length, () => Take(link, traffic));
        }
    }

    public override void Reply(byte[] message, ActiveRule cause) => engine.SendToHost(message, cause);

    // What a host sent that is gone by now reaches nobody.
    private void Take(ModemLink link, InFlight traffic)
    {
        if (function.HostLink != link)
        {
            return;
        }

        if (traffic.Kind == TrafficKind.Transfer)
        {
            function.TakeTransfer(traffic.Bytes);
        }
        else
        {
            function.TakeMessage(traffic.Bytes, traffic.MessageId);
        }
    }
}
