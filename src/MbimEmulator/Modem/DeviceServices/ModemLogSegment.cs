using System.Globalization;
using System.Text;
using MbimProtocol.Services.MsBasicConnectExtensionsService;

namespace MbimEmulator.Modem.DeviceServices;

/// <summary>The log records that have not been sent yet: lines of printable text.</summary>
internal sealed class ModemLogSegment(DeviceServiceContext context)
{
    private byte[] _bytes = [];
    private int _length;
    private uint _sequence;

    /// <summary>Adds a line; false when it does not fit and nothing was done.</summary>
    public bool TryAdd(ModemLoggingConfig config, string module, string message)
    {
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"{_sequence:d8} {context.UtcNow:yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'} {config.LevelConfig} {module} {message}\n");
        Array.Resize(ref _bytes, Math.Max(_bytes.Length, (int)config.MaxSegmentSize * 1024));
        if (_length + line.Length > config.MaxSegmentSize * 1024)
        {
            return false;
        }

        _length += Encoding.ASCII.GetBytes(line, _bytes.AsSpan(_length));
        _sequence++;
        return true;
    }

    public void Send(byte sessionId)
    {
        if (_length > 0)
        {
            context.Send(sessionId, _bytes.AsSpan(0, _length));
        }
    }

    public void Clear() => _length = 0;
}
