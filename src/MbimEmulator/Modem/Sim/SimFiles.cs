using MbimEmulator.Card;

namespace MbimEmulator.Modem.Sim;

/// <summary>What the modem writes on its card.</summary>
/// <param name="scripts">The way to the card.</param>
/// <param name="reading">What was read of it.</param>
/// <param name="changed">Called when the card says something else than before.</param>
internal sealed class SimFiles(CardScripts scripts, SimReading reading, Action changed)
{
    /// <summary>Overwrites an elementary file of the USIM from its beginning.</summary>
    /// <param name="id">The file.</param>
    /// <param name="content">The bytes.</param>
    /// <param name="done">Called with whether it went well.</param>
    public void Write(ushort id, byte[] content, Action<bool> done)
    {
        var dialogue = scripts.Dialogue;
        var wentWell = false;
        scripts.Ask(Script(), () => done(wentWell), () => done(false));

        IEnumerable<byte[]> Script()
        {
            yield return CardCommands.SelectApplication(CardApplications.Usim);
            yield return CardCommands.Select(id);
            wentWell = dialogue.IsSuccess;
            for (var offset = 0; wentWell && offset < content.Length; offset += 255)
            {
                yield return CardCommands.UpdateBinary(offset, content.AsSpan(offset, Math.Min(255, content.Length - offset)));
                wentWell = dialogue.IsSuccess;
            }
        }
    }

    /// <summary>A network has refused the subscriber for good, or has taken it after all: the card's list of forbidden ones follows (3GPP TS 24.301, 5.5.1.2.5).</summary>
    /// <param name="id">MCC and MNC.</param>
    /// <param name="isForbidden">Whether it is on the list from now on, of which the oldest one goes if it is full.</param>
    public void Forbid(string id, bool isForbidden)
    {
        var known = reading.Contents.Forbidden;
        if (known.Contains(id) == isForbidden)
        {
            return;
        }

        var list = known.Where(other => other != id).Concat(isForbidden ? [id] : []).TakeLast(ProviderLists.MaxForbidden).ToArray();
        Write(FileId.Fplmn, CardCoding.Fill([.. list.SelectMany(CardCoding.Plmn)], 3 * ProviderLists.MaxForbidden), wentWell =>
        {
            if (wentWell)
            {
                reading.NoteForbidden(list);
                changed();
            }
        });
    }
}
