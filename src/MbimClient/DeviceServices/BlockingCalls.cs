using MbimProtocol.Host;

namespace MbimClient.DeviceServices;

/// <summary>Calls that block their thread.</summary>
internal static class BlockingCalls
{
    /// <summary>The task's result, or its exception; virtual time may move meanwhile.</summary>
    public static T Block<T>(this Task<T> task, IWorkQueue? work)
    {
        work?.Wait(task);
        return task.GetAwaiter().GetResult();
    }

    /// <summary>Waits for a task; virtual time may move meanwhile.</summary>
    public static void Block(this Task task, IWorkQueue? work)
    {
        work?.Wait(task);
        task.GetAwaiter().GetResult();
    }
}
