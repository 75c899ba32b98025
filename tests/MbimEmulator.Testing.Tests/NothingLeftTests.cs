using System.Diagnostics;
using System.Net.Sockets;
using MbimClient;
using MbimEmulator.Testing.Endpoints;
using MbimProtocol.Services;

namespace MbimEmulator.Testing.Tests;

[NonParallelizable]
[Platform("Linux")]
internal sealed class NothingLeftTests
{
    [Test]
    public async Task Two_hundred_modems_at_once_leave_nothing()
    {
        // What the process makes once, such as the thread that watches sockets, is no modem's; nor is what other tests left to the collector.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        await RunAllAsync(8);
        var descriptors = Descriptors();
        var threads = Threads();

        var folders = await RunAllAsync(200);

        Assert.That(Descriptors(), Is.LessThanOrEqualTo(descriptors));
        Assert.That(Threads(), Is.LessThanOrEqualTo(threads));
        Assert.That(folders.OfType<string>().Where(Directory.Exists), Is.Empty);
        Assert.That(folders.OfType<string>().Distinct().Count(), Is.EqualTo(50));
    }

    private static Task<string?[]> RunAllAsync(int count) =>
        Task.WhenAll(Enumerable.Range(0, count).Select(number => Task.Run(() => RunAsync(number % 4 == 0, (uint)number % 32))));

    private static async Task<string?> RunAsync(bool hasSocket, uint rssi)
    {
        await using var modem = await EmulatedModem.StartAsync(o => _ = hasSocket ? o.WriteTo(_ => { }).Socket().Pty() : o.WriteTo(_ => { }));
        await modem.State.SetSignalAsync(rssi);
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        if (hasSocket)
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(modem.SocketPath));
        }

        await using var device = hasSocket ? await MbimDevice.OpenAsync(new NetworkStream(socket)) : await modem.ConnectAsync();
        Assert.That((await device.QueryAsync(BasicConnect.SignalState)).Rssi, Is.EqualTo(rssi), "each test has its own modem");
        return hasSocket ? Path.GetDirectoryName(modem.SocketPath) : null;
    }

    // Sockets, terminals and files; the runtime's own (libraries, pipes of the test host) stay the same.
    private static int Descriptors() => Directory.GetFileSystemEntries("/proc/self/fd").Length;

    // The pool's come and go by its own rules.
    private static int Threads()
    {
        using var process = Process.GetCurrentProcess();
        return process.Threads.Count - ThreadPool.ThreadCount;
    }
}
