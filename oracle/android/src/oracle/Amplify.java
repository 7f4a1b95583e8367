package oracle;

import com.amplifyframework.auth.cognito.AuthConfiguration;
import com.amplifyframework.core.AmplifyConfiguration;
import com.amplifyframework.core.category.CategoryType;
import com.amplifyframework.core.configuration.AmplifyOutputs;
import com.amplifyframework.core.configuration.AmplifyOutputsData;
import org.json.JSONArray;
import org.json.JSONObject;

/** What Amplify Android reads: `amplify_outputs.json` of Gen 2 and `amplifyconfiguration.json` of Gen 1. */
final class Amplify {
  private static final String PLUGIN = "awsCognitoAuthPlugin";

  private Amplify() {}

  static JSONObject gen2(String text) throws Exception {
    AmplifyOutputsData data =
        AmplifyOutputsData.Companion.deserialize(new NoDevice(), AmplifyOutputs.fromString(text));
    AmplifyOutputsData.Auth auth = data.getAuth();
    JSONObject read = of(AuthConfiguration.Companion.from(data));
    read.put("guests", auth.getUnauthenticatedIdentitiesEnabled());
    read.put("mfaMethods", Main.sorted(auth.getMfaMethods()));
    read.put("mfa", String.valueOf(auth.getMfaConfiguration()));
    return read;
  }

  static JSONObject gen1(String text) throws Exception {
    AmplifyConfiguration all = AmplifyConfiguration.fromJson(new JSONObject(text));
    JSONObject plugin = all.forCategoryType(CategoryType.AUTH).getPluginConfig(PLUGIN);
    if (plugin == null) throw new IllegalArgumentException("no " + PLUGIN);
    return of(AuthConfiguration.Companion.fromJson(plugin, "Default"));
  }

  private static JSONObject of(AuthConfiguration auth) throws Exception {
    JSONObject read = new JSONObject();
    if (auth.getUserPool() != null) {
      read.put("region", auth.getUserPool().getRegion());
      read.put("userPoolId", auth.getUserPool().getPoolId());
      read.put("clientId", auth.getUserPool().getAppClient());
      read.put("clientSecret", auth.getUserPool().getAppClientSecret());
    }
    if (auth.getIdentityPool() != null) {
      read.put("identityPoolId", auth.getIdentityPool().getPoolId());
      read.put("identityPoolRegion", auth.getIdentityPool().getRegion());
    }
    read.put("authFlow", String.valueOf(auth.getAuthFlowType()));
    read.put("usernameAttributes", Main.sorted(auth.getUsernameAttributes()));
    read.put("verificationMechanisms", Main.sorted(auth.getVerificationMechanisms()));
    JSONArray signUp = new JSONArray();
    for (var attribute : auth.getSignUpAttributes()) signUp.put(attribute.getKeyString());
    read.put("signUpAttributes", signUp);
    var password = auth.getPasswordProtectionSettings();
    if (password != null) read.put("passwordLength", password.getLength());
    SignInPages.add(read, auth.getOauth());
    return read;
  }
}
