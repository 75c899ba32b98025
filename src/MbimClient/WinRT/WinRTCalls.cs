using System.Runtime.InteropServices;
using MbimClient.DeviceServices;
using MbimProtocol.Services.MobileBroadbandCalls;

namespace MbimClient.WinRT;

/// <summary>Waits, and throws HRESULTs as the projection of Windows Runtime to .NET does.</summary>
internal static class WinRTCalls
{
    public static T Complete<T>(this Task<T> task, MbnClient client)
    {
        try
        {
            return task.Block(client.Work);
        }
        catch (MbnException exception)
        {
            throw Project(exception);
        }
    }

    public static async Task<T> ProjectAsync<T>(this Task<T> task)
    {
        try
        {
            return await task.ConfigureAwait(false);
        }
        catch (MbnException exception)
        {
            throw Project(exception);
        }
    }

    public static async Task ProjectAsync(this Task task)
    {
        try
        {
            await task.ConfigureAwait(false);
        }
        catch (MbnException exception)
        {
            throw Project(exception);
        }
    }

    private static Exception Project(MbnException exception) => exception.Error switch
    {
        HResult.AccessDenied => new UnauthorizedAccessException(exception.Message, exception) { HResult = exception.HResult },
        HResult.InvalidArgument => new ArgumentException(exception.Message, exception) { HResult = exception.HResult },
#pragma warning disable CA2201 // The contract is the projection's.
        HResult.OutOfMemory => new OutOfMemoryException(exception.Message, exception) { HResult = exception.HResult },
        _ => new COMException(exception.Message, exception) { HResult = exception.HResult },
#pragma warning restore CA2201
    };
}
