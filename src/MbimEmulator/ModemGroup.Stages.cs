using MbimEmulator.Links;
using MbimEmulator.Pipeline;

namespace MbimEmulator;

/// <content>Who stands on the way of its traffic.</content>
public sealed partial class ModemGroup
{
    /// <summary>
    /// A host has made a control request on the bus below its link; a carrier that has such requests says so here, from any thread, in order with the
    /// transfers before and after it.
    /// </summary>
    public void RequestOnBus(in BusRequest request)
    {
        if (Faults.WatchesBus)
        {
            var happened = request;
            Post(() => Faults.Raise(happened));
        }
    }

    // What is captured is what crosses the wire, rules included; the journal has messages as they arrive, or as the host gets them.
    private void ArrangeStages()
    {
        Pipeline.Arrange(TrafficLevel.Transfer, TransferDirection.ToFunction, _tap, FaultStage);
        Pipeline.Arrange(TrafficLevel.Transfer, TransferDirection.ToHost, FaultStage, _tap);
        Pipeline.Arrange(TrafficLevel.Message, TransferDirection.ToFunction, FaultStage, _journal);
        Pipeline.Arrange(TrafficLevel.Message, TransferDirection.ToHost, FaultStage, _journal);
        foreach (var direction in Enum.GetValues<TransferDirection>())
        {
            Pipeline.Arrange(TrafficLevel.Block, direction, FaultStage);
            Pipeline.Arrange(TrafficLevel.Datagram, direction, FaultStage);
            Pipeline.Arrange(TrafficLevel.Call, direction, FaultStage);
        }
    }
}
