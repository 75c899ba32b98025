using System.Runtime.InteropServices;
using MbimClient.DeviceServices;
using MbimProtocol.Encoding;
using MbimProtocol.Services;
using MbimProtocol.Services.MobileBroadbandCalls;

namespace MbimClient.Mbn;

/// <summary>Calls that block until the service has returned, and throw HRESULTs as COM interop does.</summary>
internal static class MbnCalls
{
#pragma warning disable CA2201 // The contract is COM's.
    public static COMException Error(string message, int result, Exception? cause = null) => new(message, cause) { HResult = result };
#pragma warning restore CA2201

    public static TResponse Invoke<TQuery, TSet, TResponse>(
        this MbnClient client, MbimCid<TQuery, TSet, TResponse> method, TSet parameters, Action<TResponse>? returned = null)
        where TQuery : IInformationBuffer<TQuery>
        where TSet : IInformationBuffer<TSet>
        where TResponse : IInformationBuffer<TResponse>
    {
        try
        {
            return client.Call(method, parameters, returned);
        }
        catch (MbnException exception)
        {
            throw Error(exception.Message, exception.HResult, exception);
        }
    }

    /// <summary>An asynchronous call: its completion is kept back until the request id is stored.</summary>
    public static void Begin<TQuery, TSet>(
        this MbnClient client, MbimCid<TQuery, TSet, AcceptedCall> method, TSet parameters, out uint requestID)
        where TQuery : IInformationBuffer<TQuery>
        where TSet : IInformationBuffer<TSet>
    {
        var accepted = client.Invoke(method, parameters, accepted => client.Returns.Close(accepted.RequestID));
        requestID = accepted.RequestID;
        client.Returns.Open(accepted.RequestID);
    }

    /// <summary>Drops an object without waiting.</summary>
    public static void Release(this MbnClient client, ObjectReference handle) => _ = client.ReleaseAsync(handle);
}
