using MbimEmulator.Modem.Core;
using MbimEmulator.Profiles;
using MbimEmulator.Time;

namespace MbimEmulator.Modem.Cells;

/// <summary>The modem's way through cells over time.</summary>
internal sealed class CellDrive(ModuleContext modem, CellsModule cells)
{
    private ModemTimer? _next;

    /// <summary>The modem begins a drive, and ends the one that is under way.</summary>
    public void Start(DriveProfile drive)
    {
        Stop();
        Go(drive, 0);
    }

    /// <summary>The modem stays where it is.</summary>
    public void Stop()
    {
        _next?.Cancel();
        _next = null;
    }

    private void Go(DriveProfile drive, int index)
    {
        var step = drive.Steps[index];
        _next = index + 1 < drive.Steps.Count ? modem.After(step.Time, () => Go(drive, index + 1)) : null;
        if (step.Cell is { } name && cells.Places.FirstOrDefault(cell => cell.Name == name) is { } place)
        {
            cells.MoveTo(place);
        }
        else
        {
            cells.SetLost(true);
        }
    }
}
