using System.Buffers.Binary;
using MbimEmulator.Links;
using MbimProtocol.DataPlane;
using MbimProtocol.Messages;

namespace MbimEmulator.Hosting.Endpoints.Usb;

/// <content>The requests of the function (USB CDC 1.2, 6.2; USB NCM 1.0, 6.2; MBIM 1.0, 8.1), all to its communication interface, and those to its endpoints.</content>
internal sealed partial class UsbFunction
{
    // What holds until the host chooses (USB NCM 1.0, 6.2.5).
    private NtbFormat FirstFormat => _ntb.LacksNtb16 ? NtbFormat.Ntb32 : NtbFormat.Ntb16;

    private NtbFormat _format;
    private int _maxSize;
    private ushort _maxDatagrams;

    /// <summary>A request to the function; false when it refuses it.</summary>
    public async ValueTask<bool> SetAsync(UsbSetup setup, Transfer data)
    {
        if (setup.Code == UsbCodes.SendEncapsulatedCommand && _isThere)
        {
            return await SendCommandAsync(data).ConfigureAwait(false);
        }

        using (data)
        {
            if (!_isThere)
            {
                return false;
            }

            switch (setup.Code)
            {
                case UsbCodes.ResetFunction:
                    await ResetAsync().ConfigureAwait(false);
                    return true;
                case UsbCodes.SetNtbFormat when (setup.Value == 0 && !_ntb.LacksNtb16) || (setup.Value == 1 && _ntb.SupportsNtb32):
                    await ChooseBlocksAsync(setup.Value == 0 ? NtbFormat.Ntb16 : NtbFormat.Ntb32, _maxSize, _maxDatagrams).ConfigureAwait(false);
                    return true;
                case UsbCodes.SetNtbInputSize when TryReadInputSize(data.Span, out var size, out var datagrams):
                    await ChooseBlocksAsync(_format, size, datagrams).ConfigureAwait(false);
                    return true;
                default:
                    return false;
            }
        }
    }

    /// <summary>A request for something of the function's; what it answers, if anything.</summary>
    public (bool IsDone, Transfer? Reply) Get(in UsbSetup setup)
    {
        if (!_isThere)
        {
            return (false, null);
        }

        Span<byte> reply = stackalloc byte[NtbParameters.Size];
        switch (setup.Code)
        {
            case UsbCodes.GetEncapsulatedResponse:
                var response = TakeResponse();
                return (response is not null, response);
            case UsbCodes.GetNtbParameters:
                _ntb.Write(reply);
                return (true, Transfer.Copy(reply));
            case UsbCodes.GetNtbFormat:
                BinaryPrimitives.WriteUInt16LittleEndian(reply, (ushort)(_format == NtbFormat.Ntb16 ? 0 : 1));
                return (true, Transfer.Copy(reply[..2]));
            case UsbCodes.GetNtbInputSize:
                // The second half is there for who asks for it: wNtbInMaxDatagrams and a reserved word.
                BinaryPrimitives.WriteUInt32LittleEndian(reply, (uint)_maxSize);
                BinaryPrimitives.WriteUInt16LittleEndian(reply[4..], _maxDatagrams);
                BinaryPrimitives.WriteUInt16LittleEndian(reply[6..], 0);
                return (true, Transfer.Copy(reply[..8]));
            default:
                return (false, null);
        }
    }

    /// <summary>Whether it has an endpoint now.</summary>
    public bool HasEndpoint(ushort endpoint) => (endpoint == _place.InterruptIn && _isThere) || ((endpoint == _place.BulkIn || endpoint == _place.BulkOut) && _alternate != 0);

    /// <summary>Whether an endpoint is halted.</summary>
    public bool IsHalted(byte endpoint) => (_halted & (1 << (IndexOf(endpoint) + 1)) & ~1) != 0;

    /// <summary>An endpoint is halted, or not any more.</summary>
    public void SetHalt(byte endpoint, bool isHalted)
    {
        lock (_lock)
        {
            var bit = (1 << (IndexOf(endpoint) + 1)) & ~1;
            _halted = isHalted ? _halted | bit : _halted & ~bit;
            if (isHalted && endpoint == _place.InterruptIn)
            {
                EndInterrupts(UsbStatus.Stall);
            }
            else if (isHalted && endpoint == _place.BulkIn)
            {
                EndAll(_bulkIns, UsbStatus.Stall);
            }

            MatchLocked();
        }
    }

    /// <summary>The host chooses an alternate setting of the data interface. Without data the function's blocks are as after a reset (USB NCM 1.0, 7.2).</summary>
    public async ValueTask SetAlternateAsync(byte alternate)
    {
        lock (_lock)
        {
            _halted &= 1 << (IndexOf(_place.InterruptIn) + 1);
            _alternate = alternate;
            if (alternate == 0)
            {
                EndAll(_bulkIns, UsbStatus.NoEndpoint);
                ForgetBlock();
            }
        }

        if (alternate == 0)
        {
            await ChooseBlocksAsync(FirstFormat, (int)_ntb.InMaxSize, maxDatagrams: 0).ConfigureAwait(false);
        }
    }

    private int IndexOf(byte endpoint) => endpoint == _place.InterruptIn ? 0 : endpoint == _place.BulkIn ? 1 : endpoint == _place.BulkOut ? 2 : -1;

    private bool TryReadInputSize(ReadOnlySpan<byte> data, out int size, out ushort datagrams)
    {
        (size, datagrams) = (0, 0);
        if (data.Length is not (4 or 8))
        {
            return false;
        }

        var asked = BinaryPrimitives.ReadUInt32LittleEndian(data);
        datagrams = data.Length == 8 ? BinaryPrimitives.ReadUInt16LittleEndian(data[4..]) : (ushort)0;
        size = (int)Math.Min(asked, int.MaxValue);
        return asked >= NtbLayout.MinMaxSize && asked <= _ntb.InMaxSize;
    }

    // While the host leaves its answers untaken it gets a STALL; it cannot be made to wait, since what it waits with may be what takes them.
    private async ValueTask<bool> SendCommandAsync(Transfer message)
    {
        await _link.WaitToSendAsync().ConfigureAwait(false);
        if (_link.IsFull)
        {
            message.Dispose();
            return false;
        }

        ForgetBefore(message);
        _link.Send(message);
        return true;
    }

    // With OPEN a host begins anew: an answer to an earlier one, which it was told of and never took, would make it take each answer one too late.
    private void ForgetBefore(Transfer message)
    {
        if (message.Length >= MessageHeader.Size && MessageHeader.Read(message.Span).Type == MbimMessageType.Open)
        {
            lock (_lock)
            {
                while (_announced.TryDequeue(out var stale))
                {
                    stale.Message.Dispose();
                }

                _untold = 0;
            }
        }
    }

    // A host that asks without having been told gets what waits all the same, and is not told of it any more.
    private Transfer? TakeResponse()
    {
        lock (_lock)
        {
            if (!_announced.TryDequeue(out var next) && !_link.TryReceive(out next.Message, out next.Response))
            {
                return Transfer.Copy([]);
            }

            _untold = Math.Min(_untold, _announced.Count);
            MatchLocked();
            if (next.Response is not (EncapsulatedResponse.Stalled or EncapsulatedResponse.Empty))
            {
                return next.Message;
            }

            next.Message.Dispose();
            return next.Response == EncapsulatedResponse.Empty ? Transfer.Copy([]) : null;
        }
    }

    private ValueTask ResetAsync() => InvokeAsync(() =>
    {
        _group.Function.ResetFunction();
        lock (_lock)
        {
            Forget();
            (_format, _maxSize, _maxDatagrams) = (FirstFormat, (int)_ntb.InMaxSize, 0);
        }

        if (_ntb.LacksNtb16)
        {
            _group.Function.ChooseBlocks(FirstFormat, (int)_ntb.InMaxSize);
        }
    });

    private ValueTask ChooseBlocksAsync(NtbFormat format, int maxSize, ushort maxDatagrams) => InvokeAsync(() =>
    {
        _group.Function.ChooseBlocks(format, maxSize, maxDatagrams);
        lock (_lock)
        {
            ForgetBlock();
            (_format, _maxSize, _maxDatagrams) = (format, maxSize, maxDatagrams);
        }
    });

    // In order with the messages before and after it. A link that has lost the place changes nothing any more.
    private async ValueTask InvokeAsync(Action action)
    {
        try
        {
            await _group.InvokeAsync(_ =>
            {
                if (_link.CloseReason is null)
                {
                    action();
                }
            }).ConfigureAwait(false);
        }
        catch (ObjectDisposedException)
        {
            _link.Close("the emulator ends");
        }
    }
}
