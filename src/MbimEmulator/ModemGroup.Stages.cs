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
        ITrafficStage[] alone = [FaultStage];
        ITrafficStage[] messages = [FaultStage, _journal];
        Pipeline.Arrange((level, direction) => (level, direction) switch
        {
            (TrafficLevel.Transfer, TransferDirection.ToFunction) => [_tap, FaultStage],
            (TrafficLevel.Transfer, TransferDirection.ToHost) => [FaultStage, _tap],
            (TrafficLevel.Message, TransferDirection.ToHost) => [_start, FaultStage, _journal],
            (TrafficLevel.Message, _) => messages,
            _ => alone,
        });
    }
}
