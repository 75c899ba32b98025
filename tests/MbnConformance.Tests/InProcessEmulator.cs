using MbimClient.DeviceServices;
using MbimEmulator;
using MbimEmulator.Profiles;

namespace MbnConformance.Tests;

internal sealed class InProcessEmulator : Emulator
{
    private readonly ModemGroup _modem;

    public InProcessEmulator(string profile)
    {
        using var file = new ProfileFile(profile);
        _modem = new ModemGroup(new ModemGroupOptions { Profile = ModemProfile.Load(file.Path) });
    }

    public override async Task<MbnClient> ConnectAsync() => await MbnClient.ConnectAsync(await _modem.Service.ConnectAsync("conformance"));

    public override Task OrderAsync(string command) => command switch
    {
        "remove" => _modem.RemoveAsync(),
        "insert" => _modem.InsertAsync(),
        "reset" => _modem.ResetAsync(),
        "sleep" => _modem.Service.SleepAsync(),
        _ => _modem.Service.ResumeAsync(),
    };

    public override ValueTask DisposeAsync() => _modem.DisposeAsync();
}
