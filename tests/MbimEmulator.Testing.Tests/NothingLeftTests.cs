using System.Diagnostics;
using System.Net.Sockets;
using MbimClient;
using MbimEmulator.Testing.Endpoints;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Testing.Tests;

[NonParallelizable]
[Platform("Linux")]
internal sealed class NothingLeftTests
{
    private const int Modems = 200;

    [Test]
    public async Task Two_hundred_modems_at_once_leave_nothing()
    {
        // What the process makes once, such as the thread that watches sockets, is no modem's; nor is what other tests left to the collector.
        Collect();
        await RunAllAsync(8);
        var before = Counts();

        var (folders, modems) = await RunAllAsync(Modems);

        Assert.Multiple(() =>
        {
            var after = Counts();
            Assert.That(after.Descriptors, Is.LessThanOrEqualTo(before.Descriptors));
            Assert.That(after.Sockets, Is.LessThanOrEqualTo(before.Sockets));
            Assert.That(after.Threads, Is.LessThanOrEqualTo(before.Threads));
            Assert.That(folders, Has.Count.EqualTo(Modems / 4).And.Unique);
            Assert.That(folders.Where(Directory.Exists), Is.Empty);
            Collect();
            Assert.That(modems.Count(modem => modem.IsAlive), Is.Zero, "modems that something still holds");
        });
    }

    /// <summary>All of them are up, and have answered, before the first ends.</summary>
    private static async Task<(List<string> Folders, WeakReference[] Modems)> RunAllAsync(int count)
    {
        var waiting = count;
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        List<string> folders = [];
        var modems = await Task.WhenAll(Enumerable.Range(0, count).Select(number => Task.Run(() => RunAsync(number % 4 == 0, (uint)number % 32, MeetAsync, folders))));
        return (folders, modems);

        Task MeetAsync()
        {
            if (Interlocked.Decrement(ref waiting) == 0)
            {
                Assert.That(Counts().Sockets, Is.GreaterThanOrEqualTo(count / 4 * 3), "a listener, and both ends of a connection, for each modem with a socket");
                all.SetResult();
            }

            return all.Task.WaitAsync(TimeSpan.FromMinutes(1));
        }
    }

    private static async Task<WeakReference> RunAsync(bool hasSocket, uint rssi, Func<Task> meetAsync, List<string> folders)
    {
        await using var modem = await EmulatedModem.StartAsync(o => _ = hasSocket ? o.WriteTo(_ => { }).Socket().Pty() : o.WriteTo(_ => { }));
        await modem.State.SetSignalAsync(rssi);
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        if (hasSocket)
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(modem.SocketPath));
            lock (folders)
            {
                folders.Add(Path.GetDirectoryName(modem.SocketPath)!);
            }
        }

        await using var device = hasSocket ? await MbimDevice.OpenAsync(new NetworkStream(socket)) : await modem.ConnectAsync();
        Assert.That((await device.QueryAsync(BasicConnect.SignalState)).Rssi, Is.EqualTo(rssi), "each test has its own modem");
        await meetAsync();
        return new WeakReference(modem.Group);
    }

    private static void Collect()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }

    // Sockets, terminals and files; the runtime's own (libraries, pipes of the test host) stay the same. Threads without the pool's, which come and
    // go by its own rules.
    private static (int Descriptors, int Sockets, int Threads) Counts()
    {
        using var process = Process.GetCurrentProcess();
        var descriptors = Directory.GetFiles("/proc/self/fd");
        return (
            descriptors.Length,
            descriptors.Count(file => new FileInfo(file).LinkTarget?.StartsWith("socket:", StringComparison.Ordinal) == true),
            process.Threads.Count - ThreadPool.ThreadCount);
    }
}
