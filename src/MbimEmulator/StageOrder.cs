using MbimEmulator.Faults;
using MbimEmulator.Journal;
using MbimEmulator.Pipeline;

namespace MbimEmulator;

/// <summary>Who stands on the way of a modem's traffic, in which order: rules, capture and journal.</summary>
internal static class StageOrder
{
    /// <summary>What is captured is what crosses the wire, rules included; the journal has messages as they arrive, or as the host gets them, and answers of the card as its terminal gets them.</summary>
    public static void Arrange(TrafficPipeline pipeline, StartNotice start, FaultStage faults, TransferTap capture, CardTap card, TrafficJournal journal)
    {
        ITrafficStage[] alone = [faults];
        pipeline.Arrange((level, direction) => (level, direction) switch
        {
            (TrafficLevel.Transfer, TransferDirection.ToFunction) => [capture, faults],
            (TrafficLevel.Transfer, TransferDirection.ToHost) => [faults, capture],
            (TrafficLevel.Message, TransferDirection.ToHost) => [start, faults, journal],
            (TrafficLevel.Message, _) => [faults, journal],
            (TrafficLevel.Apdu, TransferDirection.ToHost) => [faults, card, journal],
            _ => alone,
        });
    }
}
