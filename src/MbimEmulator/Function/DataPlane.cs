using MbimEmulator.Links;
using MbimEmulator.Pipeline;
using MbimEmulator.Profiles;
using MbimProtocol;
using MbimProtocol.DataPlane;
using Microsoft.Extensions.Logging;

namespace MbimEmulator.Function;

/// <summary>
/// The function's data plane: takes blocks of the host apart and hands their datagrams to the modem, and gathers the modem's datagrams into blocks
/// (MBIM 1.0, 7). A device service stream is of the link that has claimed it alone, both ways. Everything else goes to the data connection beside the
/// host's link or, without one, to the host's link if its carrier takes data. What nobody takes is dropped and counted. Used inside the mailbox alone.
/// </summary>
internal sealed class DataPlane
{
    private readonly FunctionProfile _profile;
    private readonly TrafficPipeline _pipeline;
    private readonly ILogger _logger;
    private readonly DataPort _blocksIn;
    private readonly DataPort _datagramsIn;
    private readonly DataPort _datagramsOut;
    private DataOutlet?[]? _claims;
    private readonly List<DataOutlet> _outlets = [];
    private DataOutlet? _host;
    private DataOutlet? _beside;

    public DataPlane(FunctionProfile profile, TrafficPipeline pipeline, ILogger logger)
    {
        _profile = profile;
        _pipeline = pipeline;
        _logger = logger;
        _blocksIn = new DataPort(this, TrafficLevel.Block, TransferDirection.ToFunction);
        _datagramsIn = new DataPort(this, TrafficLevel.Datagram, TransferDirection.ToFunction);
        _datagramsOut = new DataPort(this, TrafficLevel.Datagram, TransferDirection.ToHost);
    }

    /// <summary>Hears what passes between the function and its host; null while the host is awake.</summary>
    public IHostWatch? Watch { get; set; }

    /// <summary>Who takes the host's datagrams.</summary>
    public IDatagramReceiver? Receiver { get; set; }

    /// <summary>
    /// Blocks of the host that were dropped in whole or in part: malformed, with NDPs that nobody knows, larger than allowed, or while the function was
    /// not open.
    /// </summary>
    public long DroppedBlocks { get; private set; }

    /// <summary>Datagrams to the host that no link took or no block can hold, and those, both ways, that a stage had too many of wait.</summary>
    public long DroppedDatagrams { get; private set; }

    /// <summary>Datagrams on device service streams that another link has claimed.</summary>
    public long ForeignDatagrams { get; private set; }

    /// <summary>The host's link.</summary>
    public void AttachHost(ModemLink link) => _host = link.Options.Carrier is CarrierKind.InProcess or CarrierKind.Usb ? Add(link) : null;

    /// <summary>The host is gone.</summary>
    public void DetachHost() => Remove(ref _host);

    /// <summary>The host's link has these blocks from now on, whatever was queued on it before.</summary>
    public void ChooseBlocks(NtbFormat format, int maxSize, int maxDatagrams) => _host?.Choose(format, maxSize, maxDatagrams);

    /// <summary>What is queued to the host's link is thrown away, and its blocks are numbered from 0 again.</summary>
    public void RestartHost() => _host?.Restart();

    /// <summary>As <see cref="RestartHost"/>, and its blocks are as they were before the host chose any.</summary>
    public void ResetHost() => _host?.Reset();

    /// <summary>A data connection beside the host's link.</summary>
    public void AttachBeside(ModemLink link) => _beside = Add(link);

    /// <summary>The data connection is gone.</summary>
    public void DetachBeside() => Remove(ref _beside);

    /// <summary>A stage has something of the data plane wait, and too much of it waits.</summary>
    public void CountDropped(TrafficLevel level, TransferDirection direction)
    {
        if (level == TrafficLevel.Block && direction == TransferDirection.ToFunction)
        {
            DroppedBlocks++;
        }
        else
        {
            DroppedDatagrams++;
        }
    }

    /// <summary>The host's link, not the data connection beside it, takes this device service stream.</summary>
    public void Claim(byte dssSessionId) => (_claims ??= new DataOutlet?[256])[dssSessionId] = _host;

    /// <summary>The stream goes where the others go.</summary>
    public void Disclaim(byte dssSessionId)
    {
        if (_claims is not null)
        {
            _claims[dssSessionId] = null;
        }
    }

    /// <summary>A block of the host.</summary>
    public void Receive(ModemLink link, ReadOnlySpan<byte> block, bool isOpen)
    {
        Watch?.HostSpoke();
        if (!isOpen)
        {
            DroppedBlocks++;
        }
        else if (!_pipeline.Has(TrafficLevel.Block, TransferDirection.ToFunction) || _pipeline.Offer(new TrafficPiece(_blocksIn, block) { Origin = link }))
        {
            TakeBlock(link, block);
        }
    }

    /// <summary>A block of the host, behind the stages.</summary>
    public void TakeBlock(ModemLink link, ReadOnlySpan<byte> block)
    {
        if (!TryParse(block, out var ntb, out var error))
        {
            DroppedBlocks++;
            FunctionLog.BadBlock(_logger, link.Options.Name, error);
            return;
        }

        if ((_beside?.Outlet == link ? _beside : _host)?.TryFollow(ntb.Format) == false)
        {
            DroppedBlocks++;
            FunctionLog.BadBlock(
                _logger, link.Options.Name, new MbimFormatError(MbimFormatErrorKind.Value, "dwSignature", 0, "the format that SET_NTB_FORMAT chose", $"{ntb.Format}"));
            return;
        }

        if (ntb.Skipped != default)
        {
            DroppedBlocks++;
            FunctionLog.SkippedInBlock(_logger, link.Options.Name, ntb.Skipped, ntb.Count);
        }

        foreach (var datagram in ntb)
        {
            if (!_pipeline.Has(TrafficLevel.Datagram, TransferDirection.ToFunction)
                || _pipeline.Offer(new TrafficPiece(_datagramsIn, datagram.Data) { Origin = link, Stream = datagram.Stream }))
            {
                TakeDatagram(link, datagram.Stream, datagram.Data);
            }
        }
    }

    /// <summary>A datagram of the host, behind the stages.</summary>
    public void TakeDatagram(ModemLink link, NtbStream stream, ReadOnlySpan<byte> datagram)
    {
        if (stream.Kind == NtbStreamKind.IPSession)
        {
            Receiver?.ReceivePacket(stream.SessionId, datagram);
        }
        else if (_claims?[stream.SessionId] is { } claim && claim.Outlet != link)
        {
            ForeignDatagrams++;
        }
        else
        {
            Receiver?.ReceiveDss(stream.SessionId, datagram);
        }
    }

    /// <summary>A datagram of the modem; it leaves when the event has been handled, or when a block is full.</summary>
    public void Send(NtbStream stream, ReadOnlySpan<byte> datagram)
    {
        if (Watch is { } watch && stream.Kind == NtbStreamKind.IPSession && !watch.Wants(stream.SessionId, datagram))
        {
            return;
        }

        if (!_pipeline.Has(TrafficLevel.Datagram, TransferDirection.ToHost) || _pipeline.Offer(new TrafficPiece(_datagramsOut, datagram) { Stream = stream }))
        {
            SendDatagram(stream, datagram);
        }
    }

    /// <summary>A datagram of the modem, behind the stages.</summary>
    public void SendDatagram(NtbStream stream, ReadOnlySpan<byte> datagram)
    {
        if (stream.Kind == NtbStreamKind.IPSession)
        {
            Receiver?.CountPacketToHost(datagram.Length);
        }

        var claimed = stream.Kind == NtbStreamKind.DeviceServiceStream ? _claims?[stream.SessionId] : null;
        if ((claimed ?? _beside ?? _host)?.TrySend(stream, datagram) != true)
        {
            DroppedDatagrams++;
        }
        else if (stream.Kind == NtbStreamKind.IPSession)
        {
            Watch?.PacketLeft(stream.SessionId, datagram);
        }
    }

    /// <summary>The event has been handled: what was gathered leaves.</summary>
    public void Flush()
    {
        foreach (var outlet in _outlets)
        {
            outlet.Flush();
        }
    }

    private bool TryParse(ReadOnlySpan<byte> block, out Ntb ntb, out MbimFormatError error)
    {
        if (!Ntb.TryParse(block, _profile.ReadMode, out ntb, out error))
        {
            return false;
        }

        var layout = _profile.Ntb.ToFunction(ntb.Format);
        if (block.Length > layout.MaxSize)
        {
            error = new MbimFormatError(MbimFormatErrorKind.Length, "BlockLength", 8, $"at most dwNtbOutMaxSize, {layout.MaxSize}", $"{block.Length}");
        }
        else if (layout.MaxDatagrams != 0 && ntb.Count > layout.MaxDatagrams)
        {
            error = new MbimFormatError(MbimFormatErrorKind.Count, "Datagrams", 0, $"at most wNtbOutMaxDatagrams, {layout.MaxDatagrams}", $"{ntb.Count}");
        }

        return error == default;
    }

    private DataOutlet Add(ModemLink link)
    {
        var outlet = new DataOutlet(link, _profile.Ntb, this, _pipeline);
        _outlets.Add(outlet);
        return outlet;
    }

    private void Remove(ref DataOutlet? outlet)
    {
        if (outlet is { } gone)
        {
            _outlets.Remove(gone);
            for (var id = 0; id < _claims?.Length; id++)
            {
                _claims[id] = _claims[id] == gone ? null : _claims[id];
            }

            outlet = null;
        }
    }
}
