using MbimEmulator.Card;
using MbimEmulator.Modem.Sim;
using MbimEmulator.Pipeline;
using MbimEmulator.Profiles;
using MbimEmulator.Tests.Card.Keys;

namespace MbimEmulator.Tests.Card;

/// <summary>The file systems of two real cards, loaded by <c>sim.files</c> and read back by APDUs.</summary>
public class RecordedCardTests
{
    private const string Fairwaves = "card_backup_3b9f96801fc78031a073be21136744220610000001a9_8988219000000117833.script";
    private const string TwoG = "card_backup_3b9a940092027593110001020221_1122334455667788990.script";

    [Test]
    public void A_real_UICC_loads_with_its_FCP_templates_and_reads_back_equal()
    {
        var recorded = RecordedCard.Read(Fairwaves);
        var bench = new CardBench(new UiccCard(CardBuilder.Build(recorded.Profile(file => new CardFileProfile
        {
            Path = file.Path,
            Fcp = [.. file.Template],
            Content = file.Content.Count == 0 ? null : [.. file.Content],
        }))));
        bench.Play($"{CardBench.VerifyAdministrator} = 9000\n002000810835363738ffffffff = 9000\n00a4040c07a0000000871002 = 9000");
        Assert.Multiple(() =>
        {
            foreach (var file in recorded.Files)
            {
                var (template, content) = file.ReadBy(bench);
                Assert.That(content, Is.EqualTo(Hex.Of([.. file.Content])), file.Path);
                Assert.That(FileTemplate.ObjectsWithoutPins(Hex.Bytes(template)), Is.EqualTo(FileTemplate.ObjectsWithoutPins(file.Template)), file.Path);
            }

            Assert.That(recorded.Files.Count(file => file.Content.Count > 0), Is.EqualTo(89));
        });

        var read = Read(bench.Card);
        Assert.That((read.IccId, read.SubscriberId, read.ServiceProviderName, read.MncLength), Is.EqualTo(("8988219000000117833", "001010000000111", "Fairwaves", 2)));
    }

    [Test]
    public void The_elementary_files_of_a_2G_card_read_back_equal()
    {
        var recorded = RecordedCard.Read(TwoG);
        var bench = new CardBench(new UiccCard(CardBuilder.Build(recorded.Profile(file => new CardFileProfile
        {
            Path = file.Path,

            // Of an EF the header of 3GPP TS 51.011, 9.2.1: type, structure, length of a record.
            Kind = file.Template[6] != 4 ? CardFileKind.Directory : file.Template[13] switch { 0 => CardFileKind.Transparent, 1 => CardFileKind.LinearFixed, _ => CardFileKind.Cyclic },
            RecordSize = file.Template[6] == 4 && file.Template[13] != 0 ? file.Template[14] : 0,
            Size = file.Template[6] == 4 ? (file.Template[2] << 8) | file.Template[3] : 0,
            Content = file.Template[6] == 4 ? [.. file.Content] : null,
        }))));
        var elementary = recorded.Files.Where(file => file.Template[6] == 4).ToArray();
        foreach (var file in elementary)
        {
            Assert.That(file.ReadBy(bench).Content, Is.EqualTo(Hex.Of([.. file.Content])), file.Path);
        }

        Assert.That(elementary, Has.Length.EqualTo(30));
    }

    /// <summary>What a modem reads of a card.</summary>
    internal static SimContents Read(UiccCard card)
    {
        var slot = new CardInterface(new TrafficPipeline(), static (_, _) => throw new AssertionException("The card was mute."), static () => { }, client: null);
        slot.Insert(new CardSession(card));
        var dialogue = new CardDialogue(slot);
        var reading = new SimReading(dialogue);
        var isRead = false;
        dialogue.Run(CardScript.Of(reading.ReadAll([]), () => isRead = true), static () => { });
        Assert.That(isRead);
        return reading.Contents;
    }
}
