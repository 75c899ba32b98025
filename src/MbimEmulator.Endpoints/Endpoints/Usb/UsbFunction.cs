using MbimEmulator.Links;
using MbimProtocol.DataPlane;

namespace MbimEmulator.Hosting.Endpoints.Usb;

/// <summary>
/// One MBIM function of a device on a USB bus, over one link: its requests, notifications and bulk transfers. The device calls it, one thread at a time; it
/// answers through <see cref="IUsbHost"/>.
/// </summary>
internal sealed partial class UsbFunction
{
    /// <summary>Transfers to the host that may wait on one endpoint.</summary>
    public const int MaxPending = 1024;

    // Messages that the host was told of and has not asked for; behind them the link's own budget begins.
    private const int MaxAnnounced = 64;

    // Waits for a notification that were given up one behind the other, before the host is taken for one that polls.
    private const int PollingWaits = 3;

    // What notifications end while the host takes all of them: see StartNotifying.
    private readonly UsbTransfer _notification;
    private readonly byte[] _responseAvailable;

    private readonly Lock _lock = new();
    private readonly ModemGroup _group;
    private readonly UsbFunctionPlace _place;
    private readonly IUsbHost _host;
    private readonly ModemLink _link;
    private readonly NtbParameters _ntb;
    private readonly UsbPending _interrupts = new();
    private readonly UsbPending _bulkIns = new();
    private readonly Queue<(Transfer Message, EncapsulatedResponse Response)> _announced = [];
    private Transfer? _block;
    private int _blockSent;
    private bool _isThere;
    private byte _alternate;
    private int _halted;
    private bool _isNotifying;

    // Of the messages that the host was told of, those that it is told of again when it listens again.
    private int _untold;
    private int _idleWaits;
    private bool _isPolled;

    /// <summary>Makes the function; it is not on the bus before <see cref="AttachAsync"/>.</summary>
    /// <param name="group">The modem.</param>
    /// <param name="place">Where it is in the device.</param>
    /// <param name="options">What the link is called, whether its peer is gone, and whether it waits for the host's place.</param>
    /// <param name="host">The host.</param>
    /// <exception cref="ObjectDisposedException">The modem has ended.</exception>
    public UsbFunction(ModemGroup group, UsbFunctionPlace place, ModemLinkOptions options, IUsbHost host)
    {
        _group = group;
        _place = place;
        _host = host;
        _notification = new UsbTransfer(0, place.InterruptIn, UsbDescriptors.InterruptPacketSize);
        _responseAvailable = [0xA1, 0x01, 0, 0, place.ControlInterface, 0, 0, 0];
        var profile = group.Modem.Profile;
        _ntb = profile.Usb.Ntb32Only ? profile.Function.Ntb.Parameters with { SupportsNtb32 = true, LacksNtb16 = true } : profile.Function.Ntb.Parameters;
        _format = FirstFormat;
        _maxSize = (int)_ntb.InMaxSize;
        _link = group.CreateLink(options with
        {
            Carrier = CarrierKind.Usb,
            TransferQueued = Match,
            Closed = host.Disconnected,
            BusReset = FailTransfers,
        });
    }

    /// <summary>Why it is off the bus; null while it is on it.</summary>
    public string? CloseReason => _link.CloseReason;

    /// <summary>Where it is in the device.</summary>
    public UsbFunctionPlace Place => _place;

    /// <summary>The modem.</summary>
    public ModemGroup Group => _group;

    /// <summary>bAlternateSetting of the data interface.</summary>
    public byte Alternate => _alternate;

    /// <summary>Notifications of the modem and blocks that were thrown away because the host took nothing.</summary>
    public (long Notifications, long Blocks) Dropped => (_link.DroppedIndications, _link.Data.DroppedBlocks);

    /// <summary>Asks for the host's place; false when another host has it, and <see cref="CloseReason"/> names that.</summary>
    public async ValueTask<bool> AttachAsync()
    {
        if (!await _link.AttachAsync().ConfigureAwait(false))
        {
            return false;
        }

        // Whatever had the place before: a device that comes onto the bus is reset.
        await ResetAsync().ConfigureAwait(false);
        return true;
    }

    /// <summary>The host takes data from an endpoint. The transfer ends when there are some.</summary>
    public void Receive(in UsbTransfer transfer)
    {
        lock (_lock)
        {
            var queue = transfer.Endpoint switch
            {
                var endpoint when endpoint == _place.InterruptIn && _isThere => _interrupts,
                var endpoint when endpoint == _place.BulkIn && _alternate != 0 => _bulkIns,
                _ => null,
            };
            if (queue is null)
            {
                End(transfer, UsbStatus.NoEndpoint);
            }
            else if (IsHalted(transfer.Endpoint) || queue.Count >= MaxPending)
            {
                End(transfer, UsbStatus.Stall);
            }
            else
            {
                queue.Add(transfer);
                MatchLocked();
            }
        }
    }

    /// <summary>
    /// The host takes every notification from here on: each is the end of a transfer of 64 bytes from the interrupt endpoint, with id 0. Any other end
    /// than success is the last one.
    /// </summary>
    /// <param name="begun">Called once, before the first of them, with what came of it.</param>
    public void StartNotifying(Action<UsbStatus> begun)
    {
        lock (_lock)
        {
            _isNotifying = _isThere && !IsHalted(_place.InterruptIn);
            begun(_isNotifying ? UsbStatus.Success : !_isThere ? UsbStatus.NoEndpoint : UsbStatus.Stall);
            MatchLocked();
        }
    }

    /// <summary>The host takes no more notifications. They wait.</summary>
    public void StopNotifying()
    {
        lock (_lock)
        {
            _isNotifying = false;
            StopListening();
        }
    }

    /// <summary>The host sends a block. The transfer ends when the function has taken it over.</summary>
    public async ValueTask SendAsync(UsbTransfer transfer, Transfer data)
    {
        var status = transfer.Endpoint != _place.BulkOut || _alternate == 0 ? UsbStatus.NoEndpoint
            : IsHalted(_place.BulkOut) ? UsbStatus.Stall
            : UsbStatus.Success;
        var length = data.Length;
        if (status != UsbStatus.Success || length == 0)
        {
            data.Dispose();
        }
        else
        {
            await _link.Data.WaitToSendAsync().ConfigureAwait(false);
            _link.Data.Send(data);
        }

        lock (_lock)
        {
            _host.Complete(new UsbCompletion(transfer, status, status == UsbStatus.Success ? length : 0, default));
        }
    }

    /// <summary>The host gives up a transfer.</summary>
    /// <returns>Its endpoint, when it never will end; null when it has ended already, or never was.</returns>
    public byte? Cancel(ulong id)
    {
        lock (_lock)
        {
            if (!_interrupts.Remove(id))
            {
                return _bulkIns.Remove(id) ? _place.BulkIn : null;
            }

            if (_interrupts.Count == 0)
            {
                StopListening();
            }

            return _place.InterruptIn;
        }
    }

    /// <summary>The bus was reset, or the host chooses a configuration: the function is as it was when it came onto the bus, and what waited ends.</summary>
    /// <param name="isThere">Whether the device has the function from now on.</param>
    public async ValueTask ResetBusAsync(bool isThere)
    {
        lock (_lock)
        {
            (_isThere, _alternate, _halted) = (isThere, 0, 0);
            EndInterrupts(UsbStatus.Reset);
            EndAll(_bulkIns, UsbStatus.Reset);
        }

        await ResetAsync().ConfigureAwait(false);
    }

    /// <summary>Leaves the bus, for this reason.</summary>
    public void Detach(string reason)
    {
        _link.Detach(reason);
        lock (_lock)
        {
            Forget();
        }
    }

    private void Match()
    {
        lock (_lock)
        {
            MatchLocked();
        }
    }

    // A driver that closes its device forgets what it was told of and has not read, and would take each later message one too late. Not so a program
    // that polls: it gives up one wait after the other, and keeps count meanwhile.
    private void StopListening()
    {
        _isPolled |= ++_idleWaits >= PollingWaits;
        _untold = _isPolled ? 0 : _announced.Count(announced => announced.Response != EncapsulatedResponse.NotAnnounced);
    }

    private void Tell()
    {
        _idleWaits = 0;
        EndIn(_interrupts.Count > 0 ? _interrupts.Take() : _notification, _responseAvailable);
    }

    private void MatchLocked()
    {
        while ((_isNotifying || _interrupts.Count > 0) && _untold > 0)
        {
            _untold--;
            Tell();
        }

        while ((_isNotifying || _interrupts.Count > 0) && _announced.Count < MaxAnnounced && _link.TryReceive(out var message, out var response))
        {
            _announced.Enqueue((message, response));
            if (response != EncapsulatedResponse.NotAnnounced)
            {
                Tell();
            }
        }

        while (_bulkIns.Count > 0 && TryTakeBlock(out var block))
        {
            EndBulk(block);
        }
    }

    private void FailTransfers()
    {
        lock (_lock)
        {
            Forget();
            EndInterrupts(UsbStatus.Reset);
            EndAll(_bulkIns, UsbStatus.Reset);
        }
    }

    private bool TryTakeBlock(out Transfer block)
    {
        if (_block is { } begun)
        {
            block = begun;
            return true;
        }

        return _link.Data.TryReceive(out block);
    }

    // A block that is longer than the host's buffer goes on in the next one, as its packets would on the bus.
    private void EndBulk(Transfer block)
    {
        var transfer = _bulkIns.Take();
        var left = block.Length - _blockSent;
        if (_blockSent == 0 && left <= transfer.Length)
        {
            _host.Complete(new UsbCompletion(transfer, UsbStatus.Success, left, block));
            return;
        }

        var count = Math.Min(left, transfer.Length);
        EndIn(transfer, block.Span.Slice(_blockSent, count));
        (_block, _blockSent) = (block, _blockSent + count);
        if (_blockSent == block.Length)
        {
            ForgetBlock();
        }
    }

    private void ForgetBlock()
    {
        _block?.Dispose();
        (_block, _blockSent) = (null, 0);
    }

    // What the host was told of and what it has begun to take; not what waits in the link.
    private void Forget()
    {
        while (_announced.TryDequeue(out var message))
        {
            message.Message.Dispose();
        }

        _untold = 0;
        ForgetBlock();
    }

    private void EndAll(UsbPending pending, UsbStatus status)
    {
        while (pending.Count > 0)
        {
            End(pending.Take(), status);
        }
    }

    private void EndInterrupts(UsbStatus status)
    {
        EndAll(_interrupts, status);
        if (_isNotifying)
        {
            _isNotifying = false;
            End(_notification, status);
        }
    }

    private void EndIn(in UsbTransfer transfer, ReadOnlySpan<byte> data)
    {
        data = data[..Math.Min(data.Length, transfer.Length)];
        _host.Complete(new UsbCompletion(transfer, UsbStatus.Success, data.Length, Transfer.Copy(data)));
    }

    private void End(in UsbTransfer transfer, UsbStatus status) => _host.Complete(new UsbCompletion(transfer, status, 0, default));
}
