using System.Buffers.Binary;
using MbimEmulator.Journal;
using MbimEmulator.Pipeline;
using MbimProtocol;
using MbimProtocol.Messages;
using MbimProtocol.Services;
using Microsoft.Extensions.Logging;

namespace MbimEmulator;

/// <summary>
/// Says in the log and the journal when a modem refuses a command only because it is still starting, which hosts often take for a defect. It sees the
/// modem's own answers, before any rule does, and none once the modem's start is complete.
/// </summary>
/// <param name="group">The modem's group.</param>
/// <param name="pipeline">The way of its traffic.</param>
/// <param name="journal">The journal of its traffic.</param>
/// <param name="logger">The modem's log.</param>
internal sealed partial class StartNotice(ModemGroup group, TrafficPipeline pipeline, TrafficJournal journal, ILogger logger) : ITrafficObserver
{
    // Of COMMAND_DONE: behind the headers of the message and the fragment, the service and the CID (MBIM 1.0 errata 1, 9.4.5).
    private const int StatusOffset = 40;

    private bool _isStarting = true;
    private bool _isLogged;

    /// <inheritdoc/>
    public bool Follows => true;

    /// <inheritdoc/>
    public bool Wants(TrafficLevel level, TransferDirection direction) => _isStarting && level == TrafficLevel.Message && direction == TransferDirection.ToHost;

    /// <inheritdoc/>
    public bool MayConcern(TrafficLevel level, TransferDirection direction, ReadOnlySpan<byte> bytes) =>
        bytes.Length >= MbimMessage.CommandHeaderSize
        && BinaryPrimitives.ReadUInt32LittleEndian(bytes) == (uint)MbimMessageType.CommandDone
        && IsRefusal((MbimStatus)BinaryPrimitives.ReadUInt32LittleEndian(bytes[StatusOffset..]));

    /// <summary>The modem's start begins anew: it has lost power.</summary>
    public void Restart()
    {
        (_isStarting, _isLogged) = (true, false);
        pipeline.Update();
    }

    /// <inheritdoc/>
    public bool Offer(in TrafficPiece piece)
    {
        if (MayConcern(piece.Port.Level, piece.Port.Direction, piece.Bytes)
            && !group.Modem.IsSettled
            && MbimMessage.TryParse(piece.Bytes, MbimReadMode.Tolerant, out var message, out _))
        {
            var command = MbimServices.NameOf(message.DeviceServiceId, message.Cid) ?? $"CID {message.Cid}";
            var state = group.DescribeStage() is "registered" ? "attaching to the packet service" : group.DescribeStage();
            var text = $"{command} was refused with {message.Status} because the modem is still starting: {state}. To wait until it is ready, use "
                + "'run --wait-for ready', 'ctl wait ready', or State.WaitForAsync in a test.";
            journal.Count(text);
            if (!_isLogged)
            {
                _isLogged = true;
                Refused(logger, text);
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public void EventHandled()
    {
        if (_isStarting && group.Modem.IsSettled)
        {
            _isStarting = false;
            pipeline.Update();
        }
    }

    private static bool IsRefusal(MbimStatus status) => status is MbimStatus.NotInitialized or MbimStatus.NotRegistered or MbimStatus.PacketServiceDetached;

    [LoggerMessage(12, LogLevel.Warning, "{Text}")]
    private static partial void Refused(ILogger logger, string text);
}
