using MbimEmulator.Card;

namespace MbimEmulator.Tests.Card;

/// <summary>What is selected, as commands and answers tell it, beside what the card itself has selected.</summary>
public class SelectedFilesTests
{
    private readonly SelectedFiles _files = new();

    [TestCase("00a40000022fe2", "3f00/2fe2")]
    [TestCase("00a40000027f10", "3f00/7f10")]
    [TestCase("00a40000023f00", "3f00")]
    [TestCase("00a40000", "3f00")]
    [TestCase("00a4040407a0000000871002", "usim")]
    [TestCase("00a4040407a0000000871004", "isim")]
    [TestCase("00a4040405a000000559", "a000000559")]
    [TestCase("00a40804047f106f3a", "3f00/7f10/6f3a")]
    [TestCase("00a4080406 7f105f3a4f30", "3f00/7f10/5f3a/4f30")]
    [TestCase("00b0000009", "3f00")]
    [TestCase("00b0850009", "3f00/sfi 05")]
    [TestCase("00b2010400", "3f00")]
    [TestCase("00b2010c00", "3f00/sfi 01")]
    [TestCase("002000010831323334ffffffff", "")]
    [TestCase("00", "")]
    [TestCase("", "")]
    [TestCase("00a4000002", "3f00")]
    public void A_command_concerns(string command, string path) => Assert.That(_files.Locate(Bytes(command)).ToString(), Is.EqualTo(path));

    [Test]
    public void Identifiers_are_read_from_where_the_channel_stands()
    {
        Assert.Multiple(() =>
        {
            Assert.That(Say("00a4040407a0000000871002", "9000"), Is.EqualTo("usim"));
            Assert.That(Say("00a40004026f07", "9000"), Is.EqualTo("usim/6f07"));
            Assert.That(Say("00b0000009", "9000"), Is.EqualTo("usim/6f07"));
            Assert.That(Say("00a40004025fc0", "9000"), Is.EqualTo("usim/5fc0"));
            Assert.That(Say("00a40004024f01", "9000"), Is.EqualTo("usim/5fc0/4f01"));
            Assert.That(Say("00a40004025f3b", "9000"), Is.EqualTo("usim/5f3b"), "beside it");
            Assert.That(Say("00a40304", "9000"), Is.EqualTo("usim"), "above it");
            Assert.That(Say("00a40004024f99", "6a82"), Is.EqualTo("usim/4f99"));
            Assert.That(Say("00b0000009", "9000"), Is.EqualTo("usim"), "a refusal selects nothing");
            Assert.That(Say("00a40004022fe2", "6110"), Is.EqualTo("3f00/2fe2"));
            Assert.That(Say("00a40004027fff", "9000"), Is.EqualTo("usim"));
        });
    }

    [Test]
    public void Channels_are_apart_and_a_reset_forgets_them()
    {
        Say("00a4040407a0000000871002", "9000");
        Assert.That(Say("0070000001", "019000"), Is.Empty);
        Assert.That(Say("01b0000009", "9000"), Is.EqualTo("3f00"));
        Assert.That(Say("01a4040407a0000000871004", "9000"), Is.EqualTo("isim"));
        Assert.That(Say("00b0000009", "9000"), Is.EqualTo("usim"));
        Assert.That(Say("0170000001", "029000"), Is.Empty);
        Assert.That(Say("02b0000009", "9000"), Is.EqualTo("isim"), "as the channel that opened it");
        Assert.That(Say("40b0000009", "9000"), Is.EqualTo("3f00"), "channel 4");
        _files.Reset();
        Assert.That(Say("01b0000009", "9000"), Is.EqualTo("3f00"));
    }

    [Test]
    public void A_short_identifier_is_known_once_the_file_was_selected()
    {
        Say("00a4040407a0000000871002", "9000");
        Assert.That(Say("00b0870009", "9000"), Is.EqualTo("usim/sfi 07"));
        Say("00a40004026f07", "6110");
        Say("00c0000010", "62178202412183026f07a5038001718a01058b036f06028800 9000");
        Say("00a4040407a0000000871002", "9000");
        Assert.That(Say("00b0870009", "9000"), Is.EqualTo("usim/sfi 07"), "tag 88 is empty: it has none");
        Say("00a40004026f07", "62188202412183026f07a5038001718a01058b036f0602880138 9000");
        Say("00a4040407a0000000871002", "9000");
        Assert.That(Say("00b0870009", "9000"), Is.EqualTo("usim/6f07"));
        Assert.That(Say("00b0000009", "9000"), Is.EqualTo("usim/6f07"), "and is selected by it");
    }

    private string Say(string command, string answer)
    {
        var location = _files.Locate(Bytes(command));
        _files.Note(Bytes(command), Bytes(answer));
        return location.ToString();
    }

    private static byte[] Bytes(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
}
