using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using MbimClient.DeviceServices;

namespace MbimEmulator.Stress;

/// <summary>Whether the emulator works for those who may use it: mbimcli on the PTY, a client of the service with a data session, ctl.</summary>
internal sealed partial class Health
{
    private static readonly Guid Echo = new("5fb1cb60-d8a4-4a3b-9f0a-61f5e6f1c1a7");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Target _target;
    private readonly int _descriptors;
    private readonly string _sessions;

    private Health(Target target, int descriptors, string sessions)
    {
        _target = target;
        _descriptors = descriptors;
        _sessions = sessions;
    }

    /// <summary>Notes what there is before the stress.</summary>
    public static async Task<Health> OfAsync(Target target)
    {
        await new Health(target, 0, "").WorksAsync();
        await SettleAsync(target);
        return new Health(target, target.Descriptors, await SessionsAsync(target));
    }

    /// <summary>Everybody is served at once.</summary>
    public async Task WorksAsync()
    {
        await ServesAsync();
        await InTimeAsync("mbimcli", MbimcliAsync());
    }

    /// <summary>Those are served who share the modem, while strangers may be its hosts.</summary>
    public async Task ServesAsync()
    {
        if (_target.HasEnded)
        {
            throw new StressException($"the emulator has ended: {_target.Log[Math.Max(0, _target.Log.Length - 600)..]}");
        }

        await InTimeAsync("ctl", ControlAsync());
        await InTimeAsync("a client of the service", ServeAsync());
    }

    /// <summary>There is no room for a client of the service, and it is told so at once; ctl has its own.</summary>
    public async Task RefusesAsync()
    {
        await InTimeAsync("ctl", ControlAsync());
        try
        {
            await InTimeAsync("a client of the service", ServeAsync());
        }
        catch (MbnException)
        {
            return;
        }

        throw new StressException("a client of the service was served, though there was no room for it");
    }

    /// <summary>Descriptors and sessions are as before, once what has ended is gone.</summary>
    public async Task IsAsBeforeAsync()
    {
        await WorksAsync();
        using var guard = new CancellationTokenSource(Target.Guard);
        var now = (Descriptors: 0, Sessions: "");
        while (!guard.IsCancellationRequested)
        {
            now = (_target.Descriptors, await SessionsAsync(_target));
            if (now.Descriptors <= _descriptors + 8 && now.Sessions == _sessions)
            {
                return;
            }

            await Task.Delay(200);
        }

        throw new StressException($"{now.Descriptors} descriptors and sessions {now.Sessions}; before it were {_descriptors} and {_sessions}");
    }

    private static async Task InTimeAsync(string who, Task task)
    {
        try
        {
            await task.WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            throw new StressException($"{who} was not served within {Patience.TotalSeconds} s");
        }
    }

    private static async Task SettleAsync(Target target)
    {
        for (var (before, round) = (0, 0); before != target.Descriptors && round < 20; round++)
        {
            before = target.Descriptors;
            await Task.Delay(300);
        }
    }

    private static async Task<string> SessionsAsync(Target target)
    {
        var metrics = await GetAsync(target, "/metrics");
        return Connections().Match(metrics).Groups[1].Value;
    }

    private async Task ControlAsync()
    {
        var (exitCode, output) = await Target.RunAsync("ctl", "modems", "--control", _target.Control, "--token", _target.Token);
        if (exitCode != 0 || !output.Contains("modem0", StringComparison.Ordinal))
        {
            throw new StressException($"ctl ended with {exitCode}: {output}");
        }
    }

    private async Task ServeAsync()
    {
        await using var client = await MbnClient.ConnectUnixSocketAsync(_target.ServiceSocket);
        var modem = (await client.GetInterfacesAsync()).Single();
        await using var service = await client.OpenDeviceServiceAsync(modem.InterfaceId, Echo);
        await using var session = await service.OpenDataSessionAsync();
        await session.WriteAsync(new byte[] { 1, 2, 3 });
        if (!(await session.ReadAsync()).Span.SequenceEqual(new byte[] { 1, 2, 3 }))
        {
            throw new StressException("the echo is not what was written");
        }
    }

    private async Task MbimcliAsync()
    {
        if (!File.Exists("/usr/bin/mbimcli"))
        {
            return;
        }

        var (exitCode, output) = await Target.CommandAsync(["mbimcli", "-d", _target.Pty, "--query-device-caps"]);
        if (exitCode != 0)
        {
            throw new StressException($"mbimcli ended with {exitCode.ToString(CultureInfo.InvariantCulture)}: {output}");
        }
    }

    private static async Task<string> GetAsync(Target target, string path)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = Patience };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", target.Token);
        return await http.GetStringAsync(new Uri($"http://{IPEndPoint.Parse(target.Control)}{path}"));
    }

    [GeneratedRegex("^mbim_connections\\{[^}]*\\} ([0-9]+)", RegexOptions.Multiline)]
    private static partial Regex Connections();
}
