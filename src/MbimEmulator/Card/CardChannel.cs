using MbimEmulator.Profiles;

namespace MbimEmulator.Card;

/// <summary>What is selected on one logical channel (ETSI TS 102 221, 8.3 and 8.4).</summary>
internal struct CardChannel
{
    /// <summary>The application; null for none.</summary>
    public CardFile? Application { get; private set; }

    /// <summary>The directory; null for a channel that is not open.</summary>
    public CardFile? Directory { get; private set; }

    /// <summary>The elementary file; null for none.</summary>
    public CardFile? File { get; private set; }

    /// <summary>The record, from 1; 0 for none.</summary>
    public int Record { get; set; }

    public readonly bool IsOpen => Directory is not null;

    /// <summary>Selects a file: an elementary one with its directory.</summary>
    public void Select(CardFile file)
    {
        Record = 0;
        if (file.IsDirectory)
        {
            (Directory, File) = (file, null);
            if (file.Control.Kind == CardFileKind.Application)
            {
                Application = file;
            }
        }
        else
        {
            (Directory, File) = (file.Parent, file);
        }
    }

    /// <summary>Ends the session with the application; the MF is selected.</summary>
    public void LeaveApplication(CardFile masterFile)
    {
        Application = null;
        Select(masterFile);
    }
}
