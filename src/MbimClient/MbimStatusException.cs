using System.Diagnostics.CodeAnalysis;
using MbimProtocol;
using MbimProtocol.Encoding;
using MbimProtocol.Messages;

namespace MbimClient;

/// <summary>The function answered with a failing status.</summary>
/// <example>
/// <code>
/// try
/// {
///     await device.QueryAsync(BasicConnect.SignalState);
/// }
/// catch (MbimStatusException e) when (e.Status == MbimStatus.NotRegistered)
/// {
///     Console.WriteLine(e.Message);
/// }
/// </code>
/// </example>
public sealed class MbimStatusException : MbimException
{
    private readonly MbimExVersion _version;

    internal MbimStatusException(string request, MbimStatus status, Guid deviceServiceId, uint cid, byte[] informationBuffer, MbimExVersion version)
        : base($"{request} failed with status {Name(status)}: the modem refused it in its current state.")
    {
        Status = status;
        DeviceServiceId = deviceServiceId;
        Cid = cid;
        InformationBuffer = informationBuffer;
        _version = version;
    }

    /// <summary>The status; may hold a value of a device service's own.</summary>
    public MbimStatus Status { get; }

    /// <summary>The device service; empty for OPEN and CLOSE.</summary>
    public Guid DeviceServiceId { get; }

    /// <summary>The command id; 0 for OPEN and CLOSE.</summary>
    public uint Cid { get; }

    /// <summary>The answer's information buffer. REGISTER_STATE, PACKET_SERVICE, CONNECT and SERVICE_ACTIVATION fill it also when they fail.</summary>
    public ReadOnlyMemory<byte> InformationBuffer { get; }

    /// <summary>Reads the information buffer that came with the failure; false when it is empty or not one of this type.</summary>
    public bool TryGetAnswer<TResponse>([MaybeNullWhen(false)] out TResponse answer)
        where TResponse : IInformationBuffer<TResponse>
    {
        answer = default;
        return !InformationBuffer.IsEmpty
            && TResponse.TryRead(InformationBuffer.Span, _version, MbimReadMode.Tolerant, out answer, out _);
    }

    private static string Name(MbimStatus status) => Enum.IsDefined(status) ? $"{status} ({(uint)status})" : $"0x{(uint)status:x8}";
}
