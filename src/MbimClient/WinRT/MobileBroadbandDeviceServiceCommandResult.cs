namespace MbimClient.WinRT;

/// <summary>What came of a command.</summary>
public sealed class MobileBroadbandDeviceServiceCommandResult
{
    internal MobileBroadbandDeviceServiceCommandResult(uint statusCode, ReadOnlyMemory<byte> responseData)
    {
        StatusCode = statusCode;
        ResponseData = responseData;
    }

    /// <summary>The HRESULT of the command: 0 when it succeeded.</summary>
    public uint StatusCode { get; }

    /// <summary>The answer's information buffer; empty when the command failed.</summary>
    public ReadOnlyMemory<byte> ResponseData { get; }
}
