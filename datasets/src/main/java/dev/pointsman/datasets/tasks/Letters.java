package dev.pointsman.datasets.tasks;

import java.util.ArrayList;
import java.util.List;

/// The rest of a real message: what people write around the one thing that matters.
final class Letters {

  private static final List<String> SMALL_TALK =
      List.of(
          "I hope this finds you well and that the move to the new office went smoothly.",
          "Thank you for taking the time to speak with us at the fair last month.",
          "As discussed on the phone, we are happy to continue our cooperation next year.",
          "Please excuse the late reply, half of the team has been down with a cold.",
          "Our warehouse will be closed on the public holiday, but orders remain possible.",
          "We have changed our supplier of packaging, so boxes may look different from now on.",
          "If you are satisfied with our service, we would be glad about a short review.",
          "The new catalogue appears in spring and will reach you with the first parcel.",
          "Parking is available behind the building; the barrier opens during opening hours.",
          "The technician reported that everything was in order when he left.",
          "Let me know whether the samples arrived in good condition.",
          "We would also like to invite you to our open day with guided tours.",
          "Kindly note that our general terms have been updated; you find them on our website.",
          "My colleague will be in touch about the framework agreement.",
          "It was a pleasure to welcome your apprentices at our workshop.",
          "The weather delayed two of our trucks, for which we apologise once more.",
          "From next quarter on we send all documents electronically, to save paper.",
          "There is no need to return the old pallets, they can be reused.",
          "We are looking forward to your visit and have reserved a meeting room.",
          "The feedback of your customers helped us to improve the new model.");
  private static final List<String> CLOSINGS =
      List.of(
          "Kind regards\n\n"
              + "This message may contain confidential information. If you are not the intended"
              + " recipient, please inform the sender and delete it. Any unauthorised copying or"
              + " forwarding is not permitted.",
          "Best wishes\n\n"
              + "Registered office: see website. Court of registration: on request. Please consider"
              + " the environment before printing this e-mail.",
          "With kind regards\n\n"
              + "You receive this message because you are a customer of ours. Manage your"
              + " preferences in your account at any time.");

  private Letters() {}

  /// The text with as many sentences of small talk before and after it, and a closing.
  static String around(Draw draw, String core, int sentences) {
    List<String> talk = draw.some(SMALL_TALK, sentences);
    int before = draw.between(0, sentences);
    List<String> parts = new ArrayList<>();
    if (before > 0) {
      parts.add(String.join(" ", talk.subList(0, before)));
    }
    parts.add(core);
    if (before < sentences) {
      parts.add(String.join(" ", talk.subList(before, sentences)));
    }
    parts.add(draw.of(CLOSINGS));
    return String.join("\n\n", parts);
  }
}
