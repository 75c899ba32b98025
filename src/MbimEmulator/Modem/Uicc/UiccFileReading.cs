using System.Buffers;
using MbimEmulator.Card;
using MbimProtocol.Encoding;
using MbimProtocol.Messages;
using MbimProtocol.Server;
using MbimProtocol.Services.MsUiccLowLevelAccessService;

namespace MbimEmulator.Modem.Uicc;

/// <summary>READ_BINARY or READ_RECORD: one file, or one of its records, read for the host. It can be started again when it is free, for hosts ask often.</summary>
/// <param name="dialogue">Runs it.</param>
internal sealed class UiccFileReading(CardDialogue dialogue) : CardScript
{
    /// <summary>The most bytes that are read at once.</summary>
    public const int MaxRead = 32768;

    /// <summary>The last byte that READ BINARY reaches: it has 15 bits for it (ETSI TS 102 221, 11.1.3).</summary>
    public const int MaxOffset = 0x7FFF;

    private const int MaxPiece = 255;

    // SELECT with an AID.
    private const int MaxCommand = 5 + 16;

    private readonly byte[] _command = new byte[MaxCommand];
    private readonly ArrayBufferWriter<byte> _content = new();
    private Transaction _transaction;
    private MbimArray<byte> _appId;
    private MbimArray<byte> _path;
    private string _pin = "";
    private int _offset;
    private int _end;
    private int _record;
    private int _recordSize;

    // Whether the FCP is asked for, which alone says how long the file or its records are.
    private bool _isDescribed;
    private Asked _asked;
    private MbimStatus _status;
    private ushort _words;

    private enum Asked
    {
        Nothing,
        Pin,
        Application,
        File,
        Content,
    }

    /// <summary>Whether it reads nothing.</summary>
    public bool IsFree { get; private set; } = true;

    /// <summary>Says what is to be read.</summary>
    /// <param name="transaction">The host's command.</param>
    /// <param name="appId">The application; empty for none.</param>
    /// <param name="path">The file's path.</param>
    /// <param name="pin">PIN2 for it; empty for none.</param>
    /// <param name="offset">Its first byte.</param>
    /// <param name="size">The bytes; 0 for as many as there are.</param>
    /// <param name="record">The record, from 1; 0 for a file without records.</param>
    public void Start(Transaction transaction, MbimArray<byte> appId, MbimArray<byte> path, string pin, int offset, int size, int record)
    {
        IsFree = false;
        (_transaction, _appId, _path, _pin) = (transaction, appId, path, pin);
        (_offset, _end, _record, _recordSize) = (offset, size == 0 ? 0 : offset + size, record, 0);
        _isDescribed = record > 0 || size == 0;
        (_asked, _status, _words) = (Asked.Nothing, MbimStatus.Success, 0);
        _content.ResetWrittenCount();
    }

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Next()
    {
        if (!TakeAnswer())
        {
            return [];
        }

        if (_asked < Asked.Pin && _pin.Length > 0)
        {
            _asked = Asked.Pin;
            return CardCommands.Pin(Instruction.VerifyPin, CardKeys.Pin2, CardPin.Digits(_pin));
        }

        if (_asked < Asked.Application && _appId.Count > 0)
        {
            _asked = Asked.Application;
            return _command.AsSpan(0, CardCommands.WriteSelectApplication(_command, _appId.AsSpan()));
        }

        if (_asked < Asked.File)
        {
            _asked = Asked.File;
            return _command.AsSpan(0, CardCommands.WriteSelectFile(_command, _path.AsSpan(), _isDescribed));
        }

        var isFirst = _asked != Asked.Content;
        _asked = Asked.Content;
        if (_record > 0)
        {
            return isFirst ? CardCommands.ReadRecord(_record, _recordSize) : [];
        }

        var offset = _offset;
        _offset += MaxPiece;
        return offset < _end ? _command.AsSpan(0, CardCommands.WriteReadBinary(_command, offset, Math.Min(MaxPiece, _end - offset))) : [];
    }

    /// <inheritdoc/>
    public override void End()
    {
        if (dialogue.IsMute)
        {
            _transaction.Fail(MbimStatus.Failure);
        }
        else if (_status != MbimStatus.Success)
        {
            _transaction.Fail(_status);
        }
        else
        {
            _transaction.Complete(new UiccResponse { StatusWord1 = (uint)_words >> 8, StatusWord2 = (uint)_words & 0xFF, ResponseData = [.. _content.WrittenSpan] });
        }

        Free();
    }

    /// <inheritdoc/>
    public override void Stop()
    {
        _transaction.Fail(MbimStatus.SimNotInserted);
        Free();
    }

    // What the card has answered to what it was asked last; false when there is no more to ask.
    private bool TakeAnswer()
    {
        switch (_asked)
        {
            case Asked.Pin when !dialogue.IsSuccess:
                _status = MbimStatus.MsPinFailure;
                return false;
            case Asked.File:
                _words = (ushort)dialogue.Status;
                return _isDescribed ? TakeDescription() : dialogue.IsSuccess || dialogue.Status == StatusWord.SelectedFileInvalidated;
            case Asked.Content:
                _words = (ushort)dialogue.Status;
                if (!dialogue.IsSuccess)
                {
                    _content.ResetWrittenCount();
                    return false;
                }

                _content.Write(dialogue.Data[..Math.Min(256, dialogue.Data.Length)]);
                return true;
            default:
                return true;
        }
    }

    private bool TakeDescription()
    {
        if (!dialogue.IsSuccess || FileControl.Read(dialogue.Data) is not { } found)
        {
            return false;
        }

        _recordSize = found.Control.HasRecords ? found.Control.RecordSize : 0;
        _end = Math.Min(Math.Min(found.Size, MaxOffset + 1), _offset + MaxRead);
        return true;
    }

    private void Free()
    {
        (_transaction, _appId, _path, _pin) = (default, [], [], "");
        IsFree = true;
    }
}
